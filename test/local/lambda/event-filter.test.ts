import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { type CloudEvent, LocalCloud } from '../../../local';
import { deployFunction, type FunctionStack } from './function-stack';
import { logLines, receiveAll, send } from './queue-actions';

let cloud: LocalCloud;
let lambda: LambdaClient;
let filtered: CloudEvent[];

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  lambda = cloud.client(LambdaClient);
  filtered = [];
  cloud.events.subscribe((event) => {
    if (event.type === 'lambda.filtered') filtered.push(event);
  });
});

afterEach(() => cloud.stop());

const code = `exports.handler = async (event) => console.log('batch', event.Records.map(({ body }) => body).join(' '));`;
const paris = { body: { city: ['Paris'] } };

async function batches(stack: FunctionStack): Promise<readonly string[]> {
  const lines = await logLines(cloud, stack.logGroup);
  return lines.filter((line) => line.startsWith('batch')).map((line) => line.slice('batch '.length));
}

async function mappingId(stack: FunctionStack): Promise<string> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: stack.functionName }),
  );
  return EventSourceMappings[0]?.UUID ?? '';
}

test('what no filter lets pass is deleted by Lambda, and the function never sees it', async () => {
  const stack = await deployFunction(cloud, { code, filters: [paris, { body: [{ prefix: 'go ' }] }] });
  await send(cloud, stack.queueUrl, '{"city":"Paris"}', '{"city":"Nice"}', 'go west', 'stay', '{"city":');
  await cloud.settle();
  expect(await batches(stack)).toEqual(['{"city":"Paris"} go west']);
  expect(filtered).toHaveLength(3);
  expect(await receiveAll(cloud, stack.queueUrl)).toEqual([]);
  expect(await receiveAll(cloud, stack.deadLetterQueueUrl)).toEqual([]);
});

test('a batch of which nothing passes makes no invocation', async () => {
  const stack = await deployFunction(cloud, { code, filters: [paris] });
  await send(cloud, stack.queueUrl, '{"city":"Nice"}', 'no JSON');
  await cloud.settle();
  expect(await batches(stack)).toEqual([]);
  expect(await receiveAll(cloud, stack.queueUrl)).toEqual([]);
});

test('a batching window gathers only what passes', async () => {
  const stack = await deployFunction(cloud, { code, filters: [{ body: ['a', 'b'] }], batchSize: 2, batchingWindow: 5 });
  await cloud.advance(0);
  await send(cloud, stack.queueUrl, 'a', 'x', 'y');
  await cloud.advance(1_000);
  await send(cloud, stack.queueUrl, 'b');
  await cloud.advance(10_000);
  expect(await batches(stack)).toEqual(['a b']);
});

test('the filters can be read, stay when an update does not name them, and go with an empty object', async () => {
  const stack = await deployFunction(cloud, { code, filters: [paris] });
  const UUID = await mappingId(stack);
  const read = async () => (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).FilterCriteria;
  expect(await read()).toEqual({ Filters: [{ Pattern: JSON.stringify(paris) }] });
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 5 }));
  expect(await read()).toBeDefined();
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, FilterCriteria: {} }));
  expect(await read()).toBeUndefined();
  await send(cloud, stack.queueUrl, '{"city":"Nice"}');
  await cloud.settle();
  expect(await batches(stack)).toEqual(['{"city":"Nice"}']);
});

test.each([
  ['Invalid filter pattern definition.', [{ body: { city: 'Paris' } }]],
  ['The maximum number of filters', Array.from({ length: 6 }, () => paris)],
  ['failed to satisfy constraint: Member must have length less than or equal to 4096', [{ body: ['x'.repeat(4_100)] }]],
])('a deployment is refused: %s', async (message, filters) => {
  await expect(deployFunction(cloud, { code, filters })).rejects.toThrow(message);
});

test('an operator that Lambda does not list is said not to be offered', async () => {
  const stack = await deployFunction(cloud, { code });
  const Filters = [{ Pattern: '{"body":{"city":[{"wildcard":"P*"}]}}' }];
  const update = new UpdateEventSourceMappingCommand({ UUID: await mappingId(stack), FilterCriteria: { Filters } });
  await expect(lambda.send(update)).rejects.toThrow("does not offer filters with 'wildcard'");
});
