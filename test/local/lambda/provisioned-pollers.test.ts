import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { LocalCloud } from '../../../local';
import { deployFunction } from './function-stack';

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});

afterEach(() => cloud.stop());

const code = 'exports.handler = () => undefined;';

test.each([
  ['five batches at once without provisioned mode', undefined, 5],
  ['ten for each poller that is always there', { MinimumPollers: 2, MaximumPollers: 4 }, 20],
])('a mapping reads with %s', async (_what, pollers, polls) => {
  let empty = 0;
  cloud.events.subscribe(({ type }) => {
    if (type === 'sqs.empty-receive') empty += 1;
  });
  await deployFunction(cloud, { code, pollers });
  // One long poll of 20 seconds each.
  await cloud.advance(20_000);
  expect(empty).toBe(polls);
});

test('what is left out has its default, and an empty object ends provisioned mode', async () => {
  const stack = await deployFunction(cloud, { code, pollers: { MinimumPollers: 3 } });
  const lambda = cloud.client(LambdaClient);
  const list = new ListEventSourceMappingsCommand({ FunctionName: stack.functionName });
  const [mapping] = (await lambda.send(list)).EventSourceMappings ?? [];
  expect(mapping?.ProvisionedPollerConfig).toEqual({ MinimumPollers: 3, MaximumPollers: 200 });
  const ended = { UUID: mapping?.UUID, ProvisionedPollerConfig: {}, ScalingConfig: { MaximumConcurrency: 5 } };
  const updated = await lambda.send(new UpdateEventSourceMappingCommand(ended));
  expect([updated.ProvisionedPollerConfig, updated.ScalingConfig]).toEqual([undefined, { MaximumConcurrency: 5 }]);
});

test.each([
  ['MinimumPollers must be between 2 and 200', { MinimumPollers: 1 }, undefined],
  ['MinimumPollers must be between 2 and 200', { MinimumPollers: 201, MaximumPollers: 300 }, undefined],
  ['MaximumPollers must be between 2 and 2000', { MaximumPollers: 2_001 }, undefined],
  ['MinimumPollers must be less than or equal to MaximumPollers', { MinimumPollers: 5, MaximumPollers: 4 }, undefined],
  ['MaximumConcurrency and ProvisionedPollerConfig cannot be used together', { MinimumPollers: 2 }, 10],
])('a deployment is refused: %s', async (message, pollers, maximumConcurrency) => {
  await expect(deployFunction(cloud, { code, pollers, maximumConcurrency })).rejects.toThrow(message);
});
