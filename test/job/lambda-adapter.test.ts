import { join } from 'node:path';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildSync } from 'esbuild';
import { type CloudEvent, LocalCloud } from '../../local';
import { deployFunction, type FunctionStack, type FunctionStackOptions } from '../local/lambda/function-stack';
import { logLines, receiveAll } from '../local/lambda/queue-actions';

let cloud: LocalCloud;
let events: CloudEvent[];
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', watchdogSeconds: 1 });
  events = [];
  cloud.events.subscribe((event) => events.push(event));
});
afterEach(() => cloud.stop());

/** The source of a function, as a user would bundle it: `consume` within, the SDK's clients from the runtime. */
function bundle(options: string): string {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `
        import { setTimeout as sleep } from 'node:timers/promises';
        import { binary, bucketEvents, consume, sns, text } from './consumer';
        const handled = (what) => console.log('handled ' + what);
        export const handler = consume({ ${options} });`,
      resolveDir: join(__dirname, '../..'),
    },
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['@aws-sdk/*'],
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

async function deploy(options: string, settings: Partial<FunctionStackOptions> = {}): Promise<FunctionStack> {
  return deployFunction(cloud, { code: bundle(options), maximumConcurrency: 2, ...settings });
}

/** All in one request, so that one batch of the function holds them. */
async function sendBatch(QueueUrl: string, bodies: readonly string[]): Promise<void> {
  const Entries = bodies.map((MessageBody, index) => ({ Id: `${index}`, MessageBody }));
  await cloud.client(SQSClient).send(new SendMessageBatchCommand({ QueueUrl, Entries }));
}

async function handled({ logGroup }: FunctionStack): Promise<readonly string[]> {
  const lines = await logLines(cloud, logGroup);
  return lines.filter((line) => line.startsWith('handled ')).map((line) => line.slice('handled '.length));
}

const ofType = (type: string): readonly CloudEvent[] => events.filter((event) => event.type === type);
const times = (all: readonly string[], one: string): number => all.filter((each) => each === one).length;

/** Handles its text after a second; `crash` ends the process then, `burn` never ends, once each. */
const dying = `
  envelope: text(),
  process: async (body, { receiveCount }) => {
    await sleep(body.startsWith('ok') ? 1_000 : 3_000);
    if (body === 'crash' && receiveCount === 1) process.exit(1);
    if (body === 'burn' && receiveCount === 1) for (;;);
    handled(body);
  },`;

const done = ['ok 1', 'ok 2', 'ok 3', 'ok 4'];

describe.each([
  ['a crash', 'crash'],
  ['a timeout', 'burn'],
])('%s', (_what, end) => {
  test('repeats only what was not yet deleted', async () => {
    const stack = await deploy(dying, { timeout: 10 });
    await sendBatch(stack.queueUrl, [...done, end, 'slow']);
    await cloud.settle();
    const all = await handled(stack);
    expect(done.map((body) => times(all, body))).toEqual([1, 1, 1, 1]);
    expect([times(all, end), times(all, 'slow') > 0]).toEqual([1, true]);
    expect(ofType('lambda.batch').map(({ messages, failed }) => [messages, failed])[0]).toEqual([6, 6]);
    expect(await receiveAll(cloud, stack.queueUrl)).toEqual([]);
    expect(await receiveAll(cloud, stack.deadLetterQueueUrl)).toEqual([]);
  });

  test('repeats everything where deleteCompleted is off', async () => {
    const stack = await deploy(`${dying} deleteCompleted: false,`, { timeout: 10 });
    await sendBatch(stack.queueUrl, [...done, end]);
    await cloud.settle();
    const all = await handled(stack);
    expect(done.map((body) => times(all, body))).toEqual([2, 2, 2, 2]);
    expect(await receiveAll(cloud, stack.queueUrl)).toEqual([]);
  });
});

test('exactly the failed messages are returned, and they alone come back', async () => {
  const stack = await deploy(`
    envelope: text(),
    process: (body, { receiveCount }) => {
      handled(body);
      if (body.startsWith('fail') && receiveCount === 1) throw new Error('not today');
    },`);
  await sendBatch(stack.queueUrl, ['a', 'fail 1', 'b', 'fail 2', 'c']);
  await cloud.settle();
  const [first] = ofType('lambda.batch');
  expect([first?.['messages'], first?.['failed']]).toEqual([5, 2]);
  const all = await handled(stack);
  expect(['a', 'b', 'c'].map((body) => times(all, body))).toEqual([1, 1, 1]);
  expect(['fail 1', 'fail 2'].map((body) => times(all, body))).toEqual([2, 2]);
  expect(ofType('lambda.batch-response-refused')).toEqual([]);
});

test('no message is begun when the deadline is near: what is left comes back at once, and nothing times out', async () => {
  const stack = await deploy(
    `
    envelope: text(),
    concurrency: 1,
    process: async (body, { signal }) => {
      await sleep(1_000, undefined, { signal });
      handled(body);
    },`,
    { timeout: 5, maximumConcurrency: undefined, maxReceiveCount: 5 },
  );
  const bodies = [...Array(10).keys()].map(String);
  await sendBatch(stack.queueUrl, bodies);
  await cloud.settle();
  const all = await handled(stack);
  expect([...all].sort()).toEqual(bodies);
  expect((await logLines(cloud, stack.logGroup)).filter((line) => line.includes('Task timed out'))).toEqual([]);
  // Ten seconds of work in invocations of five: released messages wait for no visibility timeout.
  expect(cloud.now() - Date.UTC(2026, 0, 1)).toBeLessThan(60_000);
  expect(ofType('lambda.batch').length).toBeGreaterThan(2);
});

test('a text payload arrives as it was sent', async () => {
  const stack = await deploy(`envelope: text(), process: (body) => handled(body),`);
  await sendBatch(stack.queueUrl, ['no {JSON}: ünïcode']);
  await cloud.settle();
  expect(await handled(stack)).toEqual(['no {JSON}: ünïcode']);
});

test('a binary payload arrives as its bytes', async () => {
  const stack = await deploy(`envelope: binary(), process: (bytes) => handled([...bytes].join(' ')),`);
  await sendBatch(stack.queueUrl, [Buffer.from([0, 255, 128, 10]).toString('base64')]);
  await cloud.settle();
  expect(await handled(stack)).toEqual(['0 255 128 10']);
});

test('an S3 event inside an SNS notification is opened, and a test event is done at once', async () => {
  const stack = await deploy(`
    envelope: sns(bucketEvents()),
    process: ({ eventName, bucket, key }) => handled(eventName + ' ' + bucket + '/' + key),`);
  const published = (message: object): string =>
    JSON.stringify({
      Type: 'Notification',
      MessageId: '2f0a3c5e-0000-4000-8000-000000000000',
      TopicArn: 'arn:aws:sns:us-east-1:111122223333:uploads',
      Message: JSON.stringify(message),
      Timestamp: '2026-01-01T00:00:00.000Z',
    });
  const record = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    eventTime: '2026-01-01T00:00:00.000Z',
    eventName: 'ObjectCreated:Put',
    s3: {
      bucket: { name: 'uploads', arn: 'arn:aws:s3:::uploads' },
      object: { key: 'M%C3%A4rz+1.csv', size: 5, eTag: 'e', sequencer: '00' },
    },
  };
  const test = { Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-01-01T00:00:00.000Z', Bucket: 'uploads' };
  await sendBatch(stack.queueUrl, [published({ Records: [record] }), published(test)]);
  await cloud.settle();
  expect(await handled(stack)).toEqual(['ObjectCreated:Put uploads/März 1.csv']);
  expect(ofType('lambda.batch').map(({ messages, failed }) => [messages, failed])).toEqual([[2, 0]]);
  expect(await receiveAll(cloud, stack.queueUrl)).toEqual([]);
});
