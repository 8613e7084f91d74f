import { LocalCloud } from '../../../local';
import { deployFunction } from './function-stack';
import { logLines, send } from './queue-actions';

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});

afterEach(() => cloud.stop());

async function logOf(code: string): Promise<string> {
  const stack = await deployFunction(cloud, { code, maxReceiveCount: 1 });
  await send(cloud, stack.queueUrl, 'one');
  await cloud.settle();
  return (await logLines(cloud, stack.logGroup)).join('');
}

test('a function that lacks a client of the SDK is told how to get it', async () => {
  expect(await logOf(`require('@aws-sdk/client-nowhere/dist');`)).toContain(
    `On AWS the runtime supplies @aws-sdk/client-nowhere. The local cloud takes it from your project: run 'npm install --save-dev @aws-sdk/client-nowhere'.`,
  );
});

test('a function that lacks a library of its own is not', async () => {
  const log = await logOf(`require('left-out-of-the-bundle');`);
  expect(log).toContain(`Cannot find module 'left-out-of-the-bundle'`);
  expect(log).not.toContain('npm install');
});
