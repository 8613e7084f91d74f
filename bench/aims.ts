import type { ImportCost } from './import-cost';
import type { MemoryResult } from './memory';
import type { Program } from './start-up/start-up';
import { number, type Summary, show, summarize } from './statistics';
import { table } from './table';
import { sendRatio, type ThroughputCase } from './throughput/throughput';

export interface Results {
  readonly throughput: readonly ThroughputCase[];
  readonly startUp: ReadonlyMap<Program, Summary>;
  readonly memory: readonly MemoryResult[];
  readonly importCost: readonly ImportCost[];
}

/** What was aimed at, and whether the median reaches it. */
export function aimsTable({ throughput, startUp, memory, importCost }: Results): string {
  const shareRow = (way: string, size: number, concurrency: number): string[] => {
    const { turns, fastest } = sendRatio(throughput, way, size, concurrency);
    const what = `${way}: ${size === 1 ? 'single sends' : 'sends in batches of 10'}, ${concurrency} at once, as a share of the empty server's`;
    return row(what, 'at least 0.90', show(turns, 2), number(fastest, 2), turns.median >= 0.9);
  };
  const start = startUp.get('local cloud, built') as Summary;
  const bytes = summarize(memory.map(({ bytesPerMessageBeyondBody }) => bytesPerMessageBeyondBody));
  return table(
    ['aim', 'wanted', 'median (least-most)', 'fastest turns', 'reached'],
    [
      ...['HTTP, SDK', 'HTTP, bare client'].flatMap((way) =>
        [1, 10].flatMap((size) => [1, 32].map((concurrency) => shareRow(way, size, concurrency))),
      ),
      row(
        'milliseconds from the start of the process to the first answer',
        'under 300',
        show(start),
        number(start.min),
        start.median < 300,
      ),
      row(
        `bytes per message beyond its body, ${number(memory[0]?.messages ?? 0)} queued`,
        'at most 500',
        show(bytes),
        '',
        bytes.max <= 500,
      ),
      ...importCost.map(({ script, share: { turns, fastest } }) =>
        row(
          `a script that ${script} the same submodules of aws-cdk-lib, with the constructs as a share of without`,
          'under 1.10',
          show(turns, 2),
          number(fastest, 2),
          turns.median < 1.1,
        ),
      ),
    ],
  );
}

function row(what: string, aim: string, measured: string, fastest: string, reached: boolean): string[] {
  return [what, aim, measured, fastest, reached ? 'yes' : 'no'];
}
