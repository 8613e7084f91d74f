import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordedCommand } from '../bin/recording/recorded-command';
import { LABS } from '../labs/catalogue';

/** From saving a file to the checks' result on the screen, for each lab, in the session on a terminal (`script`, Linux). */
const root = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-labs-'));
const ROUNDS = Number(process.argv[2] ?? 3);

async function measure(): Promise<void> {
  const node = `${process.execPath} --import ${require.resolve('tsx')}`;
  const session = new RecordedCommand(`${node} ${join(root, 'bin', 'spillway.ts')} labs --dir labs`, folder, 120, 90);
  await session.says(/begins/);
  const rows: string[] = [];
  for (const [index, { slug, solutions }] of LABS.entries()) {
    session.type(`${index + 1}\r`);
    await session.says(/Predict first/);
    session.type('\r');
    await session.says(/Save the file/);
    const copy = (part: string): void =>
      cpSync(join(root, 'labs', slug, part), join(folder, 'labs', slug), { recursive: true });
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      seconds.push(
        await session.timed(
          () => copy(solutions[0]),
          (text) => text.includes('Passed.'),
        ),
      );
      seconds.push(
        await session.timed(
          () => copy('start'),
          (text) => text.includes('✗'),
        ),
      );
    }
    const sorted = seconds.sort((a, b) => a - b);
    rows.push(`${slug.padEnd(24)} ${sorted[sorted.length >> 1]?.toFixed(2)}  ${sorted.at(-1)?.toFixed(2)}`);
    console.log(rows.at(-1));
    session.type('l');
    await session.says(/begins/);
  }
  await session.end('q');
  console.log(
    `\nseconds: median and longest of ${2 * ROUNDS}; ${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}`,
  );
}

measure()
  .finally(() => rmSync(folder, { recursive: true, force: true }))
  .catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
