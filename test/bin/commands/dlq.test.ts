import { readFileSync } from 'node:fs';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { LocalCloud } from '../../../local';
import { type Command, type Ended, Workplace } from './command';

/** Milliseconds: each command is a process of its own, on a machine that may be busy. */
const slow = 120_000;

let cloud: LocalCloud;
let sqs: SQSClient;
let workplace: Workplace;
let source: string;
let dead: string;
beforeEach(async () => {
  workplace = new Workplace();
  cloud = await LocalCloud.start({ port: 0 });
  sqs = cloud.client(SQSClient);
  dead = await createQueue('orders-dlq');
  source = await createQueue('orders', {
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: arnOf('orders-dlq'),
      maxReceiveCount: 3,
    }),
  });
});
afterEach(async () => {
  workplace.remove();
  await cloud.stop();
});

async function createQueue(QueueName: string, Attributes?: Record<string, string>): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
}

const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:${cloud.account}:${name}`;

async function deadLetter(body: object, reason: string, from = arnOf('orders')): Promise<string> {
  const { MessageId = '' } = await sqs.send(
    new SendMessageCommand({
      QueueUrl: dead,
      MessageBody: JSON.stringify(body),
      MessageAttributes: {
        'Spillway.Reason': { DataType: 'String', StringValue: reason },
        'Spillway.SourceArn': { DataType: 'String', StringValue: from },
      },
    }),
  );
  return MessageId;
}

/** A message that SQS itself has moved: why stands in the consumer's log alone. Returns its id. */
async function failLogged(reason: string): Promise<string> {
  const MessageBody = JSON.stringify({ orderId: '44' });
  const { MessageId = '' } = await sqs.send(new SendMessageCommand({ QueueUrl: source, MessageBody }));
  for (let receive = 0; receive < 4; receive += 1) {
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: source, VisibilityTimeout: 0 }));
  }
  const logs = cloud.client(CloudWatchLogsClient);
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/orders' }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: '/orders', logStreamName: 's' }));
  const logEvents = [{ timestamp: Date.now(), message: JSON.stringify({ messageId: MessageId, reason }) }];
  await logs.send(new PutLogEventsCommand({ logGroupName: '/orders', logStreamName: 's', logEvents }));
  return MessageId;
}

async function depth(QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Number(Attributes?.ApproximateNumberOfMessages);
}

const environment = (): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: cloud.url,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: cloud.account,
  AWS_SECRET_ACCESS_KEY: 'local',
});

function command(args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
  const options = { env: { ...environment(), ...env } };
  return workplace.run(process.execPath, [...bootstrap, 'spillway', 'dlq', ...args], options);
}

function onTerminal(...args: string[]): Command {
  return workplace.runOnTerminal(process.execPath, [...bootstrap, 'spillway', 'dlq', ...args], { env: environment() });
}

const bootstrap = [`${__dirname}/../../../bin/bootstrap.mjs`];
const dlq = (...args: string[]): Promise<Ended> => command(args).ended;

type Case = readonly [args: readonly string[], code: number, text: RegExp, env?: Readonly<Record<string, string>>];

test(
  'list and show tell what is there, why, and what looking costs; export writes it to a file',
  async () => {
    const timeout = await deadLetter({ orderId: '42' }, 'timeout');
    await deadLetter({ orderId: '43' }, 'no such customer');
    const logged = await failLogged('the bank is closed');

    const list = await dlq('list', 'orders', '--log-group', '/orders');
    expect(list.code).toBe(0);
    expect(list.stdout).toContain('orders-dlq, the dead-letter queue of orders\n');
    expect(list.stdout).toMatch(/^ID +RECEIVES {2}AGE +SENT +REASON$/m);
    expect(list.stdout).toMatch(new RegExp(`^${timeout} +1 +\\d\\S* s +\\S+Z +timeout$`, 'm'));
    expect(list.stdout).toMatch(new RegExp(`^${logged} .* the bank is closed$`, 'm'));
    expect(list.stdout).toContain('3 messages. Looking has cost each one a receive; all are given back.\n');

    const show = await dlq('show', 'orders-dlq', timeout, '--json');
    expect(show.code).toBe(0);
    const shown = JSON.parse(show.stdout);
    expect(shown).toMatchObject({ queue: expect.stringMatching(/:orders-dlq$/), taken: 'dead-letter queue' });
    expect(shown.messages).toHaveLength(1);
    expect(shown.messages[0]).toMatchObject({
      id: timeout,
      receiveCount: 2,
      reason: 'timeout',
      reasonFrom: 'attributes',
      body: '{"orderId":"42"}',
    });

    const file = workplace.path('letters.jsonl');
    const exported = await dlq('export', 'orders-dlq', file);
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(JSON.parse(line).body).orderId).sort()).toEqual(['42', '43', '44']);
    expect((await dlq('export', 'orders-dlq', file)).code).toBe(2);
    expect(await depth(dead)).toBe(3);
  },
  slow,
);

test(
  'redrive moves what --where means, and then all by a move task',
  async () => {
    for (const orderId of ['1', '2', '3'])
      await deadLetter({ orderId }, orderId === '2' ? 'timeout' : 'no such customer');
    // What arrives while a redrive runs stays: these are here already.
    await new Promise((resolve) => setTimeout(resolve, 5));

    const dry = await dlq('redrive', 'orders', '--where', 'reason ~ "timeout"', '--dry-run');
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('Would move 1 message of 3 to orders.\n');
    expect(await depth(source)).toBe(0);

    const part = await dlq('redrive', 'orders', '--where', 'body.orderId = "2"', '--json');
    expect(part.code).toBe(0);
    expect(JSON.parse(part.stdout)).toMatchObject({ by: 'message', moved: 1, unmatched: 2, failed: [], undeleted: [] });
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: source, MessageAttributeNames: ['All'], VisibilityTimeout: 0 }),
    );
    expect(Messages).toMatchObject([{ Body: '{"orderId":"2"}' }]);
    expect(Messages[0]?.MessageAttributes).toBeUndefined();

    const all = await dlq('redrive', 'orders-dlq');
    expect(all.code).toBe(0);
    expect(all.stdout).toContain("Moving all messages to orders by AWS's message move task.\n");
    expect(all.stdout).toContain('completed: 2 of 2 messages moved to orders.\n');
    expect(all.stderr).toContain('moved 100 %  2 of 2 messages\n');
    expect([await depth(dead), await depth(source)]).toEqual([0, 3]);
  },
  slow,
);

test(
  'of several source queues each gets back its own messages, also when one of them is named; Ctrl-C stops in between',
  async () => {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('orders-dlq'), maxReceiveCount: 3 });
    const returns = await createQueue('returns', { RedrivePolicy });
    for (let index = 0; index < 24; index += 1) {
      await deadLetter({ index }, 'timeout', arnOf(index % 2 === 0 ? 'orders' : 'returns'));
    }
    await new Promise((resolve) => setTimeout(resolve, 5));

    const slowly = command(['redrive', 'orders', '--rate', '2']);
    await slowly.until('looked at  10 %');
    slowly.interrupt();
    const stopped = await slowly.ended;
    expect(stopped.code).toBe(130);
    const left = await depth(dead);
    expect(stopped.stdout).toContain(`About ${left} messages not reached. Run the command again.\n`);
    expect(left + (await depth(source)) + (await depth(returns))).toBe(24);

    const rest = await dlq('redrive', 'orders');
    expect(rest.code).toBe(0);
    expect(rest.stdout).toContain('Moving message by message to the source queue that each one names.\n');
    expect([await depth(dead), await depth(source), await depth(returns)]).toEqual([0, 12, 12]);
  },
  slow,
);

test(
  'Ctrl-C leaves a move task running with --detach, the next run picks it up, and Ctrl-C cancels it',
  async () => {
    for (let index = 0; index < 60; index += 1) await deadLetter({ index }, 'timeout');
    const first = command(['redrive', 'orders', '--rate', '1', '--detach']);
    await first.until('Moving all messages');
    first.interrupt();
    const left = await first.ended;
    expect(left.code).toBe(130);
    expect(left.stdout).toContain('The move task goes on. Run the command again to follow it.\n');

    const second = command(['redrive', 'orders', '--rate', '1']);
    await second.until('following it.');
    second.interrupt();
    const cancelled = await second.ended;
    expect(cancelled.code).toBe(130);
    expect(cancelled.stdout).toContain('Cancelling the move task; what it has moved stays moved.\n');
    expect(cancelled.stdout).toMatch(/^cancelled: \d+ of 60 messages moved to orders\.$/m);
    expect((await depth(dead)) + (await depth(source))).toBe(60);
    expect(await depth(dead)).toBeGreaterThan(0);
  },
  slow,
);

test(
  'purge asks on a terminal with the count, and takes anything but yes for a no',
  async () => {
    for (let index = 0; index < 3; index += 1) await deadLetter({ index }, 'timeout');
    const question = 'Delete about 3 messages of orders-dlq for good? [y/N]';
    for (const [typed, code, left] of [
      ['n\n', 1, 3],
      ['\n', 1, 3],
      ['y\n', 0, 0],
    ] as const) {
      const asked = onTerminal('purge', 'orders');
      await asked.until(question);
      expect(await depth(dead)).toBe(3);
      asked.type(typed);
      const ended = await asked.ended;
      expect([typed, ended.code]).toEqual([typed, code]);
      expect(ended.stdout).toContain(code === 0 ? 'About 3 messages deleted.' : 'Nothing was deleted.');
      expect(await depth(dead)).toBe(left);
    }
  },
  slow,
);

test(
  'Ctrl-C at the question deletes nothing',
  async () => {
    await deadLetter({ index: 1 }, 'timeout');
    const asked = onTerminal('purge', 'orders');
    await asked.until('[y/N]');
    asked.type('\u0003');
    expect(await asked.ended).toMatchObject({ code: 130 });
    expect(await depth(dead)).toBe(1);
  },
  slow,
);

test(
  'where nobody can be asked, purge wants --yes',
  async () => {
    for (let index = 0; index < 3; index += 1) await deadLetter({ index }, 'timeout');
    expect(await dlq('purge', 'orders')).toMatchObject({
      code: 2,
      stderr: "'--yes' must be given here: the input is no terminal, so nobody can be asked.\n",
    });
    expect(await depth(dead)).toBe(3);
    const purged = await dlq('purge', 'orders', '--yes', '--json');
    expect(purged.code).toBe(0);
    expect(JSON.parse(purged.stdout)).toMatchObject({ purged: 3 });
    expect(await depth(dead)).toBe(0);
  },
  slow,
);

test(
  'what AWS refuses is one line with exit code 1, what was typed wrong one line with exit code 2',
  async () => {
    await createQueue('alone');
    const stranger = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' };
    const nobody = { AWS_ACCESS_KEY_ID: '', AWS_EC2_METADATA_DISABLED: 'true', HOME: workplace.directory };
    const cases: readonly Case[] = [
      [['list', 'nowhere'], 1, /^nowhere: QueueDoesNotExist: The specified queue does not exist/],
      [['list', 'alone'], 1, /^'QUEUE' must be a dead-letter queue or a queue that has one, got arn:\S+:alone\./],
      [['redrive', 'orders', '--to', 'nowhere'], 1, /^nowhere: QueueDoesNotExist/],
      [['show', 'orders', 'no-such-id'], 1, /^no-such-id is not among the 0 messages of orders-dlq/],
      [['redrive', 'orders', '--where', 'colour = "red"'], 2, /^'--where' must be an expression such as/],
      [['redrive', 'orders', '--rate', '501'], 2, /^'--rate' must be a whole number from 1 to 500, got 501\./],
      [['redrive', 'orders', '--to', 'orders-dlq'], 2, /^'--to' must be another queue/],
      [['purge', 'orders', '--json'], 2, /^'--json' must come with '--yes' here/],
      [['list', 'orders', '--region', 'eu-west-1'], 1, /It was looked for in eu-west-1: '--region' and '--profile'/],
      [['list', 'orders'], 1, /^orders: InvalidClientTokenId: .* AWS does not take these credentials/, stranger],
      [
        ['list', 'orders'],
        1,
        /^orders: No credentials: Could not load credentials from any providers\. Set '--profile'/,
        nobody,
      ],
      [['list', 'orders', '--profile', 'other'], 1, /^orders \(profile other\): No credentials: /, nobody],
    ];
    const ended = await Promise.all(cases.map(([args, , , env]) => command(args, env).ended));
    for (const [index, [args, code, text]] of cases.entries()) {
      const { code: exitCode, stderr = '' } = ended[index] ?? {};
      expect([args, exitCode, stderr]).toEqual([args, code, expect.stringMatching(text)]);
      expect(stderr.trim()).not.toContain('\n');
    }
  },
  slow,
);

test('a denied request names the action and the reason', async () => {
  await deadLetter({ orderId: '1' }, 'timeout');
  const iam = cloud.client(IAMClient);
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'operator',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${cloud.account}:root` },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'operator',
      PolicyName: 'look',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'], Resource: '*' },
      }),
    }),
  );
  const { Credentials } = await cloud
    .client(STSClient)
    .send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${cloud.account}:role/operator`, RoleSessionName: 'test' }));
  const ended = await command(['list', 'orders'], {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
  }).ended;
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(
    /^AccessDenied: User: \S+ is not authorized to perform: sqs:ReceiveMessage on resource: \S+:orders-dlq because .*\n$/,
  );
});
