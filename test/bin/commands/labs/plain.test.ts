import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { root, Workplace } from '../command';

const place = new Workplace();
afterAll(() => place.remove());

const labs = (...args: readonly string[]) => place.start(['spillway', 'labs', ...args]).ended;

test('without a terminal: the list, a run that fails with the reason, and one that passes', async () => {
  const list = await labs();
  expect(list).toMatchObject({ code: 0, stdout: expect.stringMatching(/Labs: 0 of \d+ passed\n.*receive-and-delete/) });
  const failed = await labs('verify');
  expect(failed.code).toBe(1);
  expect(failed.stdout).toMatch(/✗ The queue is empty in the end\n +observed {2}3 visible.*\n +expected .*\n +why /);
  expect(failed.stdout).toContain('https://docs.aws.amazon.com/');

  const copy = place.path('spillway-labs', 'receive-and-delete', 'consumer.ts');
  cpSync(join(root, 'labs/receive-and-delete/solution/consumer.ts'), copy);
  const passed = await labs('verify', 'receive-and-delete');
  expect(passed).toMatchObject({ code: 0, stdout: expect.stringContaining('Passed.') });
  expect(place.leftovers()).toEqual([]);
}, 120_000);

test('what is no lab is refused in one line', async () => {
  const refused = await labs('verify', 'no-such');
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/^There is no lab 'no-such'.*\n$/) });
}, 60_000);
