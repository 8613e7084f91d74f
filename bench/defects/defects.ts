import { seededDefects } from '../../test/defects/seeded-defects';
import { Lane, type Verdict } from './lane';

const LANES = 2;

/**
 * `npx tsx bench/defects/defects.ts [NUMBER...]`: puts each seeded defect into a copy of the tree and says whether the unchanged tests
 * that it names find it. Ends with 1 when one survives, or when a patch is out of date.
 */
async function main(wanted: readonly string[]): Promise<void> {
  const defects = seededDefects().filter(({ name }) => wanted.length === 0 || wanted.some((it) => name.startsWith(it)));
  const testFiles = [...new Set(defects.flatMap(({ killedBy }) => killedBy))].sort();
  const lanes = Array.from({ length: Math.min(LANES, testFiles.length) }, () => new Lane());
  const count = { killed: 0, survived: 0, error: 0 };
  const waiting = [...defects];
  try {
    print(`${defects.length} defects, ${testFiles.length} test files that must find them`);
    for (const [lane, { kind, ...rest }] of (await Promise.all(lanes.map(withEach(testFiles)))).entries()) {
      if (kind !== 'survived') throw new Error(`Without a defect the tests fail (${lane}): ${Object.values(rest)}`);
    }
    await Promise.all(
      lanes.map(async (lane) => {
        for (let defect = waiting.shift(); defect !== undefined; defect = waiting.shift()) {
          const verdict = await lane.try(defect);
          count[verdict.kind] += 1;
          print(`${verdict.kind.padEnd(8)} ${defect.name}${detailOf(verdict)}`);
        }
      }),
    );
  } finally {
    for (const lane of lanes) lane.remove();
  }
  const errors = count.error === 0 ? '' : `, ${count.error} could not be tried`;
  print(`${count.killed} of ${defects.length} killed, ${count.survived} survived${errors}`);
  process.exitCode = defects.length > 0 && count.killed === defects.length ? 0 : 1;
}

/** The tests are shared among the lanes, the errors that the compiler has anyway each lane must know. */
function withEach(testFiles: readonly string[]) {
  return (lane: Lane, index: number, { length }: readonly Lane[]): Promise<Verdict> =>
    lane.withoutDefect(testFiles.filter((_, position) => position % length === index));
}

function detailOf(verdict: Verdict): string {
  return verdict.kind === 'killed' ? ` by "${verdict.by}"` : verdict.kind === 'error' ? `: ${verdict.why}` : '';
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main(process.argv.slice(2));
