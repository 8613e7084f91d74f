import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LABS } from '../../labs/catalogue';
import { RecordedCommand } from './recorded-command';
import { filmOf } from './svg';

/** Plays a lab in a terminal from its list to the passed checks, and makes docs/images/labs.svg of it. */
const root = join(__dirname, '..', '..');
const slug = 'dead-letter-queue';
const number = LABS.findIndex((lab) => lab.slug === slug) + 1;
const folder = mkdtempSync(join(tmpdir(), 'recording-'));
const place = join(folder, 'spillway-labs');

async function record(): Promise<void> {
  const node = `${process.execPath} --import ${require.resolve('tsx')}`;
  const command = new RecordedCommand(
    `${node} ${join(root, 'bin', 'spillway.ts')} labs --dir spillway-labs`,
    folder,
    100,
    34,
  );
  await command.says(/begins receive-and-delete/);
  command.keep('spillway labs', 2);
  await command.press(`${number}\r`, `${number} and Enter`, /Predict first/, 6);
  await command.read(8);
  await command.press('b', 'b: the answer', /Save the file/, 6);

  await command.press('b', 'b: the board', /In flight 4|receive 1/, 2.5);
  for (let step = 0; step < 4; step += 1) await command.press(' ', 'space: the next event', /paused/, 2);
  command.type('f');
  await command.watch('f: 60 times faster', 14, 0.4);
  await command.press('p', 'p: pause', /paused/, 3);
  await command.press('q', 'q: back to the lab', /Save the file/, 2);

  cpSync(join(root, 'labs', slug, 'solution', 'stack.ts'), join(place, slug, 'stack.ts'));
  await command.says(/Passed\./);
  command.keep('stack.ts is saved', 5);

  await command.press('b', 'b: the board', /dead-letter queue of orders[\s\S]*receive 1/, 3);
  for (let jump = 0; jump < 3; jump += 1) await command.press('30j', '30 j: 30 seconds on', /paused/, 2.5);
  await command.press(' ', 'space: the next event', /moved to/, 6);
  await command.end('\u0003');

  mkdirSync(join(root, 'docs', 'images'), { recursive: true });
  writeFileSync(
    join(root, 'docs', 'images', 'labs.svg'),
    filmOf(command.frames, 'A lab in the terminal: a dead-letter queue for what keeps failing'),
  );
}

record()
  .finally(() => rmSync(folder, { recursive: true, force: true }))
  .catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
