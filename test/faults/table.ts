import type { Counters } from './world/verdict';

const columns: readonly (keyof Counters)[] = [
  'attempted',
  'acknowledged',
  'lost',
  'unexpected',
  'duplicated',
  'recovered',
  'deadLettered',
  'expired',
];

export interface Row {
  readonly name: string;
  readonly counters: Counters;
}

/** The counters as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const lines = [
    ['fault', ...columns],
    ['---', ...columns.map(() => '---:')],
    ...rows.map(({ name, counters }) => [name, ...columns.map((column) => String(counters[column]))]),
  ];
  const widths = lines[0]?.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0))) ?? [];
  return lines
    .map((line) => `| ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`)
    .join('\n');
}
