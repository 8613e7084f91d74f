import { LocalCloud } from '../../../local';
import { deployFunction } from './function-stack';
import { logLines, receiveAll, send } from './queue-actions';

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', watchdogSeconds: 1 });
});

afterEach(() => cloud.stop());

const bodies = (messages: readonly { Body?: string }[]) => messages.map(({ Body }) => Body).sort();

test('a function that exceeds its timeout is stopped, and its messages come back until SQS moves them', async () => {
  const stack = await deployFunction(cloud, {
    code: `exports.handler = async () => { await new Promise((resolve) => setTimeout(resolve, 60_000)); console.log('never'); };`,
    timeout: 20,
    visibilityTimeout: 30,
    maxReceiveCount: 2,
  });
  await send(cloud, stack.queueUrl, 'one', 'two');

  await cloud.settle();

  const lines = await logLines(cloud, stack.logGroup);
  expect(lines.filter((line) => line.includes('Task timed out after 20.00 seconds')).length).toBe(2);
  expect(lines).not.toContain('never');
  expect(bodies(await receiveAll(cloud, stack.deadLetterQueueUrl))).toEqual(['one', 'two']);
  // Two receives 30 s apart, and the one that moves them.
  expect(cloud.now() - Date.UTC(2026, 0, 1)).toBe(60_000);
});

test('a function that burns the processor meets its timeout on the virtual clock', async () => {
  const stack = await deployFunction(cloud, {
    code: `exports.handler = async () => { for (;;); };`,
    timeout: 20,
    visibilityTimeout: 20,
    maxReceiveCount: 1,
  });
  await send(cloud, stack.queueUrl, 'one');

  await cloud.settle();

  expect(await logLines(cloud, stack.logGroup)).toContainEqual(
    expect.stringContaining('Task timed out after 20.00 seconds'),
  );
  expect(bodies(await receiveAll(cloud, stack.deadLetterQueueUrl))).toEqual(['one']);
});

test('a function that takes more memory than it has, in buffers, is killed and its message comes back', async () => {
  const stack = await deployFunction(cloud, {
    code: `exports.handler = async () => {
      const held = [];
      for (;;) { held.push(Buffer.alloc(8 * 1024 * 1024, 1)); await new Promise((resolve) => setTimeout(resolve, 1)); }
    };`,
    memorySize: 128,
    maxReceiveCount: 1,
  });
  await send(cloud, stack.queueUrl, 'large');

  await cloud.settle();

  expect(await logLines(cloud, stack.logGroup)).toContainEqual(expect.stringContaining('Runtime.OutOfMemory'));
  expect(bodies(await receiveAll(cloud, stack.deadLetterQueueUrl))).toEqual(['large']);
});

test('a function that cannot be loaded says why, and its message comes back', async () => {
  const stack = await deployFunction(cloud, { code: `require('left-out-of-the-bundle');`, maxReceiveCount: 1 });
  await send(cloud, stack.queueUrl, 'one');

  await cloud.settle();

  expect(await logLines(cloud, stack.logGroup)).toContainEqual(
    expect.stringMatching(/Runtime\.ImportModuleError.*Cannot find module 'left-out-of-the-bundle'/),
  );
  expect(bodies(await receiveAll(cloud, stack.deadLetterQueueUrl))).toEqual(['one']);
});
