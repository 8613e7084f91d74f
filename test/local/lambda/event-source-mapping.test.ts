import { type CloudEvent, LocalCloud } from '../../../local';
import { deployFunction, type FunctionStackOptions } from './function-stack';
import { logLines, receiveAll, send } from './queue-actions';

let cloud: LocalCloud;
let events: CloudEvent[];

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  events = [];
  cloud.events.subscribe((event) => events.push(event));
});

afterEach(() => cloud.stop());

const ofType = (type: string): readonly CloudEvent[] => events.filter((event) => event.type === type);

/** Prints what it gets; fails the bodies that say so, as long as they say. */
const code = `
  exports.handler = async (event) => {
    console.log('batch', event.Records.map((record) => record.body).join(' '));
    const failed = event.Records.filter(({ body, attributes }) => body.includes('fail') && Number(attributes.ApproximateReceiveCount) <= Number(body.split('fail')[1] || 99));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;

async function batches(
  options: Partial<FunctionStackOptions>,
  ...bodies: readonly string[]
): Promise<readonly string[]> {
  const stack = await deployFunction(cloud, { code, ...options });
  await send(cloud, stack.queueUrl, ...bodies);
  await cloud.settle();
  const lines = await logLines(cloud, stack.logGroup);
  return lines.filter((line) => line.startsWith('batch')).map((line) => line.slice('batch '.length));
}

test('only what failed comes back, after the visibility timeout, and what succeeded is deleted in one request', async () => {
  expect(await batches({}, 'a', 'b-fail1', 'c')).toEqual(['a b-fail1 c', 'b-fail1']);
  expect(cloud.now() - Date.UTC(2026, 0, 1)).toBe(60_000);
  expect(ofType('request').filter((event) => event['action'] === 'DeleteMessageBatch')).toHaveLength(2);
});

test('without ReportBatchItemFailures the response means nothing, and everything is deleted', async () => {
  expect(await batches({ responseTypes: [] }, 'a', 'b-fail')).toEqual(['a b-fail']);
});

test.each([
  [
    'throws',
    `exports.handler = async (event) => { console.log('batch', event.Records.length); throw new Error('all of it'); };`,
  ],
  [
    'names an unknown message',
    `exports.handler = async (event) => { console.log('batch', event.Records.length); return { batchItemFailures: [{ itemIdentifier: 'nobody' }] }; };`,
  ],
  ['exits', `exports.handler = async (event) => { console.log('batch', event.Records.length); process.exit(1); };`],
])('a function that %s keeps the whole batch in the queue', async (_what, failing) => {
  const stack = await deployFunction(cloud, { code: failing, maxReceiveCount: 2 });
  await send(cloud, stack.queueUrl, 'a', 'b');
  await cloud.settle();
  expect(ofType('lambda.batch').map(({ messages, failed }) => [messages, failed])).toEqual([
    [2, 2],
    [2, 2],
  ]);
  expect(await receiveAll(cloud, stack.deadLetterQueueUrl)).toHaveLength(2);
});

test('a batching window gathers messages until it ends or the batch is full', async () => {
  const stack = await deployFunction(cloud, { code, batchSize: 25, batchingWindow: 5, maximumConcurrency: 2 });
  await cloud.advance(0);
  await send(cloud, stack.queueUrl, 'a');
  await cloud.advance(2_000);
  await send(cloud, stack.queueUrl, 'b');
  await cloud.advance(4_000);
  expect(await logLines(cloud, stack.logGroup)).toContain('batch a b');
});

test('a FIFO queue keeps the order within a group, and a failure holds up its group alone', async () => {
  // The group is what stands before the colon.
  const seen = await batches({ fifo: true }, 'x:1', 'x:2-fail1', 'y:1', 'x:3', 'y:2');
  const order = seen.join(' ').split(' ');
  expect(order.filter((body) => body.startsWith('y'))).toEqual(['y:1', 'y:2']);
  expect(order.filter((body) => body.startsWith('x'))).toEqual(['x:1', 'x:2-fail1', 'x:3', 'x:2-fail1']);
});

test('environments are reused, and no more run at once than the mapping allows', async () => {
  const stack = await deployFunction(cloud, {
    code: `let count = 0; exports.handler = async () => { count += 1; console.log('invocation', count); await new Promise((resolve) => setTimeout(resolve, 1_000)); };`,
    batchSize: 1,
    maximumConcurrency: 2,
  });
  await send(cloud, stack.queueUrl, ...'abcdef');
  await cloud.settle();
  const lines = await logLines(cloud, stack.logGroup);
  expect(lines.filter((line) => line.startsWith('invocation')).sort()).toEqual([
    'invocation 1',
    'invocation 1',
    'invocation 2',
    'invocation 2',
    'invocation 3',
    'invocation 3',
  ]);
  expect(cloud.now() - Date.UTC(2026, 0, 1)).toBe(3_000);
});

test('a role that may not receive is refused when the mapping is created, with the reason', async () => {
  const options = { code, statements: [{ Effect: 'Deny', Action: 'sqs:ReceiveMessage', Resource: '*' }] };
  await expect(deployFunction(cloud, options)).rejects.toThrow(
    /The function execution role does not have permissions to call ReceiveMessage on SQS\..*denies it/s,
  );
});

test('a role that does not trust Lambda is refused when the function is created, with the reason', async () => {
  await expect(deployFunction(cloud, { code, trusted: 'ec2.amazonaws.com' })).rejects.toThrow(
    /The role defined for the function cannot be assumed by Lambda\. No statement allows it/,
  );
});

test('an idle mapping lets time settle at once', async () => {
  await deployFunction(cloud, { code });
  await cloud.settle();
  expect(cloud.now()).toBe(Date.UTC(2026, 0, 1));
  await cloud.advance(60_000);
  // Five pollers, each with a long poll of 20 s.
  expect(ofType('sqs.empty-receive').length).toBeGreaterThanOrEqual(10);
});
