import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { runs } from './runs';

let cloud: ChildProcess | undefined;

afterEach(() => cloud?.kill('SIGKILL'));

/** A local cloud as a process, and the processes of its two instances: one hangs, one is silent; each has another one. */
async function cloudWithInstances(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'cloud-process.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cloud = child;
  const ended = once(child, 'exit');
  const pids: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('processes ')) pids.push(...line.split(' ').slice(1).map(Number));
    if (pids.length === 4) break;
  }
  return { child, ended, pids };
}

/** The test's own timeout ends the wait. */
async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(runs)) await pause(100);
}

test('the processes of instances end with a cloud that is killed, also one that hangs and what it has started', async () => {
  const { child, ended, pids } = await cloudWithInstances();
  expect(pids.map(runs)).toEqual([true, true, true, true]);
  child.kill('SIGKILL');
  await ended;
  await untilGone(pids);
}, 60_000);

test('they end with a process that ends without stopping its cloud', async () => {
  const { ended, pids } = await cloudWithInstances('end');
  expect(pids).toHaveLength(4);
  expect(await ended).toEqual([0, null]);
  await untilGone(pids);
}, 60_000);
