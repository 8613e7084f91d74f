import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, root, Workplace } from '../command';

const place = new Workplace();
const copy = place.path('labs', 'receive-and-delete', 'consumer.ts');
const progress = () => JSON.parse(readFileSync(place.path('labs', 'progress.json'), 'utf8')).labs['receive-and-delete'];

afterAll(() => place.remove());

/** Types it, and waits for what the screen says then. */
async function press(command: Command, key: string, text: string): Promise<void> {
  const before = command.stdout.split(text).length - 1;
  command.type(key);
  await command.until(text, before + 1);
}

test('a lab from the list to the first passed check, by keys and by saving', async () => {
  const bootstrap = join(root, 'bin', 'bootstrap.mjs');
  const command = place.runOnTerminal(process.execPath, [bootstrap, 'labs', '--dir', place.path('labs')]);
  await command.until('begins receive-and-delete');
  await press(command, '\r', 'Predict first.');
  await press(command, 'c', 'Right.');
  await command.until('Save the file');
  expect(command.stdout).toContain('order 1: 9 times');
  await press(command, 'h', '1 of 3');
  await press(command, 's', 'after the checks have passed');

  await press(command, 'b', 'back to the lab');
  await command.until('In flight 3');
  await press(command, ' ', 'its visibility timeout is over');
  await press(command, 'q', 'Save the file');

  const saved = performance.now();
  cpSync(join(root, 'labs', 'receive-and-delete', 'solution', 'consumer.ts'), copy);
  await command.until('Passed.');
  const milliseconds = performance.now() - saved;
  expect(progress()).toMatchObject({ prediction: 'right', hints: 1, passedAt: expect.any(String) });
  await press(command, 's', 'solution: consumer.ts');
  await press(command, 'l', '1 of');
  await press(command, '1\r', 'Passed.');
  await press(command, 'x', 'Predict first.');
  expect(progress()).toBeUndefined();
  expect(readFileSync(copy, 'utf8')).toContain('TODO(lab)');
  command.type('q');
  const { code } = await command.ended;
  expect({ code, quick: milliseconds < 10_000, kept: existsSync(copy) }).toEqual({ code: 0, quick: true, kept: true });
  expect(place.leftovers()).toEqual([]);
}, 90_000);
