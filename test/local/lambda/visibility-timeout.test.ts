import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local';
import { deployFunction } from './function-stack';
import { logLines, receiveAll, send } from './queue-actions';

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});

afterEach(() => cloud.stop());

const sleeper = `
  exports.handler = async (event) => {
    console.log('begins', event.Records[0].body, event.Records[0].attributes.ApproximateReceiveCount, new Date().toISOString());
    await new Promise((resolve) => setTimeout(resolve, 40_000));
    console.log('ends', event.Records[0].body, new Date().toISOString());
  };`;

test('a handler that sleeps past the visibility timeout sees its message twice, and its late delete deletes nothing', async () => {
  const stack = await deployFunction(cloud, { code: sleeper, timeout: 50, visibilityTimeout: 60, maxReceiveCount: 2 });
  // Lambda checks the timeouts when the mapping is created, and never again.
  await cloud
    .client(SQSClient)
    .send(new SetQueueAttributesCommand({ QueueUrl: stack.queueUrl, Attributes: { VisibilityTimeout: '30' } }));
  await send(cloud, stack.queueUrl, 'order');

  await cloud.settle();

  const lines = await logLines(cloud, stack.logGroup);
  const begins = lines.filter((line) => line.startsWith('begins'));
  expect(begins).toEqual(['begins order 1 2026-01-01T00:00:00.000Z', 'begins order 2 2026-01-01T00:00:30.000Z']);
  // "DeleteMessage": with an older receipt handle the request succeeds, but the message is not deleted.
  expect(await receiveAll(cloud, stack.deadLetterQueueUrl)).toHaveLength(1);
});

test('a handler that is quick enough sees its message once, and 40 seconds pass on the virtual clock only', async () => {
  const stack = await deployFunction(cloud, { code: sleeper, timeout: 50, visibilityTimeout: 60 });
  await send(cloud, stack.queueUrl, 'order');
  const startedAt = cloud.now();

  await cloud.settle();

  const lines = await logLines(cloud, stack.logGroup);
  expect(lines.filter((line) => line.startsWith('begins'))).toHaveLength(1);
  expect(cloud.now() - startedAt).toBeGreaterThanOrEqual(40_000);
  expect(lines).toContain('ends order 2026-01-01T00:00:40.000Z');
});

test('a mapping whose function outlasts the visibility timeout is refused in the words of AWS', async () => {
  await expect(deployFunction(cloud, { code: sleeper, timeout: 60, visibilityTimeout: 30 })).rejects.toThrow(
    'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
  );
});
