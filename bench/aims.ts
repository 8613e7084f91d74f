import type { ImportCost } from './import-cost';
import type { MemoryResult } from './memory';
import type { Program } from './start-up/start-up';
import { number, type Summary, show, showPercent } from './statistics';
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
  const row = (what: string, aim: string, result: string, reached: boolean): string[] => [
    what,
    aim,
    result,
    reached ? 'yes' : 'no',
  ];
  const ratioRow = (way: string, size: number, concurrency: number): string[] => {
    const ratio = sendRatio(throughput, way, size, concurrency);
    const what = `${way}: ${size === 1 ? 'single sends' : 'sends in batches of 10'}, ${concurrency} at once, as a share of the empty server's`;
    return row(what, 'at least 0.90', show(ratio, 2), ratio.median >= 0.9);
  };
  const start = startUp.get('local cloud, built') as Summary;
  const bytes = Math.max(...memory.map(({ bytesPerMessageBeyondBody }) => bytesPerMessageBeyondBody));
  return table(
    ['aim', 'wanted', 'measured', 'reached'],
    [
      ...[1, 10].flatMap((size) => [1, 32].map((concurrency) => ratioRow('HTTP, SDK', size, concurrency))),
      ...[1, 10].flatMap((size) => [1, 32].map((concurrency) => ratioRow('HTTP, bare client', size, concurrency))),
      row('start of the process to the first answer', 'under 300 ms', `${show(start)} ms`, start.median < 300),
      row(
        `memory per message beyond its body, ${number(memory[0]?.messages ?? 0)} queued`,
        'at most 500 bytes',
        `${number(bytes)} bytes`,
        bytes <= 500,
      ),
      ...importCost.map(({ script, added }) =>
        row(
          `what the constructs add to a script that ${script} the same submodules of aws-cdk-lib`,
          'under 10 %',
          `${showPercent(added)} %`,
          added.median < 0.1,
        ),
      ),
    ],
  );
}
