import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workplace as Copies } from '../../../../../bin/commands/labs/workplace';
import { LABS } from '../../../../../labs/catalogue';
import { root, Workplace } from '../../command';

const place = new Workplace();
afterAll(() => place.remove());

test('code that fails, or never waits, is told on the board; what it prints, too; again plays it as it is saved now', async () => {
  const [lab] = LABS;
  if (lab === undefined) throw new Error('There are no labs.');
  const folder = new Copies(place.path('labs')).open(lab);
  const save = (body: string): void =>
    writeFileSync(join(folder, 'consumer.ts'), `export async function consume() {\n${body}\n}\n`);
  writeFileSync(join(folder, 'consumer.ts'), 'export async function other() {}\n');
  const bootstrap = join(root, 'bin', 'bootstrap.mjs');
  const args = [bootstrap, 'labs', 'board', lab.slug, '--dir', place.path('labs')];
  const command = place.runOnTerminal(process.execPath, args);
  await command.until("must export 'consume'");
  save("  console.log('here I am');");
  // No key of the board, though its last character is one.
  command.type('\u001b[A');
  command.type('a');
  await command.until('here I am');
  save('  for (;;);');
  command.type('a');
  await command.until('keeps the processor');
  save("  console.log('mended');");
  command.type('a');
  await command.until('mended');
  command.type('q');
  const { code } = await command.ended;
  expect({ code, left: place.leftovers() }).toEqual({ code: 0, left: [] });
}, 120_000);
