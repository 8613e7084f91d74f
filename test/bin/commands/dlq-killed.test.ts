import type { CloudEvent } from '../../../local';
import { redrivePolicy, SqsCloud } from '../../local/sqs/sqs-cloud';
import { type Command, type Ended, root, Workplace } from './command';

/** Each kill starts two processes. */
const slow = 300_000;
const messages = 25;

let workplace: Workplace;
let sqs: SqsCloud;
beforeEach(async () => {
  workplace = new Workplace();
  sqs = await SqsCloud.start({ port: 0 });
});
afterEach(async () => {
  workplace.remove();
  await sqs.stop();
});

/** A dead-letter queue with 25 messages that are meant and 5 that are not, in five groups if it is FIFO. */
async function fill(suffix: string) {
  const dead = await sqs.createQueue(`orders-dlq${suffix}`);
  const source = await sqs.createQueue(`orders${suffix}`, { RedrivePolicy: redrivePolicy(`orders-dlq${suffix}`, 3) });
  for (let index = 0; index < messages; index += 1) {
    const fifo = suffix === '' ? {} : { MessageGroupId: `g${index % 5}`, MessageDeduplicationId: `id-${index}` };
    await sqs.send(dead, JSON.stringify({ index }), fifo);
  }
  for (let index = 0; index < 5; index += 1) {
    const fifo = suffix === '' ? {} : { MessageGroupId: 'other', MessageDeduplicationId: `other-${index}` };
    await sqs.send(dead, JSON.stringify({ other: index }), fifo);
  }
  await sqs.pass(1);
  return { dead, source };
}

function redrive(queue: string): Command {
  return workplace.run(
    process.execPath,
    [`${root}/bin/bootstrap.mjs`, 'spillway', 'dlq', 'redrive', queue, '--where', 'body.index >= 0', '--json'],
    {
      env: {
        AWS_ENDPOINT_URL: sqs.cloud.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: sqs.cloud.account,
        AWS_SECRET_ACCESS_KEY: 'local',
      },
    },
  );
}

/** Kills the process when SQS has carried out its `nth` receive, send or deletion, and before it can know. */
async function killAfter(queue: string, nth: number): Promise<{ readonly killed: boolean; readonly last?: string }> {
  const command = redrive(queue);
  let seen = 0;
  let last: string | undefined;
  const stop = sqs.cloud.events.subscribe(({ type, action }: CloudEvent) => {
    if (type !== 'request' || !/^(ReceiveMessage|SendMessageBatch|DeleteMessageBatch)$/.test(String(action))) return;
    seen += 1;
    if (seen !== nth) return;
    last = String(action);
    command.interrupt('SIGKILL');
  });
  const { code } = await whileTimePasses(command);
  stop();
  return { killed: code === null, last };
}

/** Virtual time passes while the process runs, or its long polls would never end. */
async function whileTimePasses(command: Command): Promise<Ended> {
  let ended: Ended | undefined;
  void command.ended.then((result) => {
    ended = result;
  });
  while (ended === undefined) {
    await sqs.pass(0.25);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return ended;
}

/** What the messages that can be received hold; they are deleted. */
async function drain(queueUrl: string): Promise<readonly number[]> {
  const indexes: number[] = [];
  for (;;) {
    const received = await sqs.receive(queueUrl, { VisibilityTimeout: 43_200 });
    if (received.length === 0) return indexes;
    for (const message of received) {
      const { index } = JSON.parse(message.Body ?? '');
      if (index !== undefined) indexes.push(index);
      await sqs.delete(queueUrl, message);
    }
  }
}

const all = [...Array(messages).keys()];
const counted = (indexes: readonly number[]) => all.map((index) => indexes.filter((other) => other === index).length);

describe.each([
  ['standard', ''],
  ['FIFO', '.fifo'],
])('a %s redrive that is killed', (type, suffix) => {
  test.each([1, 2, 3, 5])(
    'after request %i loses nothing, and run again brings everything back',
    async (nth) => {
      const { dead, source } = await fill(suffix);
      const { killed, last } = await killAfter(`orders-dlq${suffix}`, nth);
      expect(killed).toBe(true);
      const between = await drain(source);
      // What it held is hidden for two minutes.
      await sqs.pass(120);
      const ended = await whileTimePasses(redrive(`orders-dlq${suffix}`));
      expect(ended).toMatchObject({ code: 0 });
      const after = await drain(source);
      const counts = counted([...between, ...after]);
      expect(Math.min(...counts)).toBe(1);
      // Sent, and killed before the deletion: those of one request, and on FIFO SQS recognizes them.
      const twice = counts.filter((count) => count === 2).length;
      expect(Math.max(...counts)).toBe(twice > 0 ? 2 : 1);
      const undeleted = type === 'standard' && last === 'SendMessageBatch';
      expect(undeleted ? twice > 0 && twice <= 10 : twice === 0).toBe(true);
      if (type === 'FIFO') {
        for (const group of [0, 1, 2, 3, 4]) {
          const order = [...between, ...after].filter((index) => index % 5 === group);
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
      }
      expect((await sqs.bodies(dead)).map((body) => JSON.parse(body ?? '').other).sort()).toEqual([0, 1, 2, 3, 4]);
    },
    slow,
  );
});
