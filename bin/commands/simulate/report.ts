import type { Interval } from '../../../local/simulator/compare/confidence';
import type { Contest, Standing } from '../../../local/simulator/compare/contest';
import { bold, count, dim, heading, print } from '../../console/output';

export interface Setting {
  readonly workload: string;
  readonly messages: number;
  /** Seconds. */
  readonly duration: number;
  readonly acceptableLatency: number;
  readonly processingTime: number;
  readonly bootTime: number;
  readonly metricDelay: number;
  readonly interruptionsPerHour: number;
  readonly concurrency: number;
  readonly seeds: number;
}

type Column = readonly [title: string, cell: (standing: Standing) => string];

const COLUMNS: readonly Column[] = [
  ['wait p50', ({ figures }) => seconds(figures.p50)],
  ['p95', ({ figures }) => seconds(figures.p95)],
  ['p99', ({ figures }) => seconds(figures.p99)],
  ['max', ({ figures }) => seconds(figures.max)],
  ['late', ({ figures }) => percent(figures.lateShare)],
  ['late by', ({ figures }) => hours(figures.lateSeconds)],
  ['cost', ({ figures }) => withMargin(figures.cost, 2)],
  ['starts', ({ figures }) => withMargin(figures.starts, 0)],
  ['stops', ({ figures }) => withMargin(figures.stops, 0)],
  ['turns', ({ figures }) => withMargin(figures.reversals, 0)],
  ['killed', ({ figures }) => withMargin(figures.killed, 0)],
  ['repeated', ({ figures }) => withMargin(figures.repeated, 0)],
  ['left', ({ figures }) => withMargin(figures.left, 0)],
];

/** A table for people. */
export function showReport({ standings, offlineOptimum }: Contest, setting: Setting): void {
  const { workload, messages, duration, acceptableLatency, bootTime, metricDelay, concurrency, seeds } = setting;
  heading(`${workload}: ${count(messages, 'message')} in ${Math.round(duration / 60)} min`);
  print(
    dim(
      `acceptable wait ${acceptableLatency} s, ${count(concurrency, 'slot')} an instance, boot ${bootTime} s, metric delay ${metricDelay} s, ${count(seeds, 'run')}`,
    ),
  );
  print();
  const cells = [COLUMNS.map(([title]) => title), ...standings.map((one) => COLUMNS.map(([, cell]) => cell(one)))];
  const names = ['', ...standings.map(({ control }) => control)];
  const nameWidth = Math.max(...names.map(({ length }) => length));
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const [index, row] of cells.entries()) {
    const line = row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ');
    const whole = `  ${(names[index] ?? '').padEnd(nameWidth)}  ${line}`;
    print(index === 0 ? bold(whole) : whole);
  }
  print();
  print(
    dim(
      '  wait: seconds from sending until the work begins that completes the message; late: share that waited longer',
    ),
  );
  print(
    dim(
      '  than is acceptable, late by: all of their excess; cost: instance seconds that are paid for, by those that the',
    ),
  );
  print(dim(`  work alone takes. Who knew all arrivals beforehand could do with ${withMargin(offlineOptimum, 2)}.`));
  print(
    dim(
      '  turns: how often growing became shrinking or back; killed: attempts ended in the middle; left: in the queue',
    ),
  );
  print(dim('  at the end. ± is the 95 percent confidence interval of the mean over the runs.'));
}

const seconds = (interval: Interval): string => withMargin(interval, interval.mean < 10 ? 1 : 0);

function percent({ mean, margin }: Interval): string {
  return `${withMargin({ mean: mean * 100, margin: margin * 100 }, 1)} %`;
}

function hours({ mean, margin }: Interval): string {
  return `${withMargin({ mean: mean / 3600, margin: margin / 3600 }, 1)} h`;
}

function withMargin({ mean, margin }: Interval, digits: number): string {
  if (mean === 0 && margin === 0) return '0';
  const shown = fixed(mean, digits);
  return Number.isFinite(margin) ? `${shown} ±${fixed(margin, digits)}` : shown;
}

const fixed = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
