import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The event stream of a run in a process of its own. */
async function eventsOf(seed: string): Promise<string> {
  const { stdout } = await execute(process.execPath, ['--import', 'tsx', join(__dirname, 'run.ts'), seed], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

interface Event {
  readonly type: string;
  readonly invocation?: number;
  readonly error?: string;
  readonly errorType?: string;
  readonly requestId?: string;
}

test('the same seed gives byte-identical events in two processes, another seed gives others', async () => {
  const first = await eventsOf('one');
  const second = await eventsOf('one');
  const other = await eventsOf('two');

  expect(second).toBe(first);
  expect(other).not.toBe(first);

  // The run holds what makes it hard to repeat.
  const events = first
    .trim()
    .split('\n')
    .map((line): Event => JSON.parse(line));
  expect(mostAtOnce(events)).toBe(8);
  const failures = new Set(events.filter(({ type }) => type === 'lambda.completed').map(({ errorType }) => errorType));
  expect(failures).toContain('Sandbox.Timedout');
  expect(failures).toContain('Runtime.ExitError');
  expect(events.filter(({ error }) => error === 'ServiceUnavailable').length).toBeGreaterThan(5);
}, 120_000);

function mostAtOnce(events: readonly Event[]): number {
  let running = 0;
  let most = 0;
  for (const { type } of events) {
    if (type === 'lambda.invoked') running += 1;
    if (type === 'lambda.completed') running -= 1;
    most = Math.max(most, running);
  }
  return most;
}
