import { difference, type Interval } from '../local/simulator/compare/confidence';
import type { Standing } from '../local/simulator/compare/contest';
import { runCell, WORKLOADS, type WorkloadName } from './scaling/cells';
import { number } from './statistics';
import { table } from './table';

/**
 * The tables of docs/scaling-study.md: `npx tsx bench/scaling-study.ts [fleets|grid|assumptions|drain [workloads]]`,
 * workloads with commas between them. The same code gives the same tables. All of it takes about half an hour on a core of
 * its own.
 */
const USUAL = { bootTime: 60, metricDelay: 60 };
const PAIR = ['this fleet', 'AWS backlog per instance'];
const [, , asked, only] = process.argv;
const GRID = ['azure-second-half', 'diurnal', 'flash-crowd'] as const;
const VARIED = ['diurnal', 'poison-storm', 'azure-second-half'] as const;
const DRAINED = ['on-off', 'azure-second-half'] as const;

/** Those that were asked for, or those of the page. */
const some = (usual: readonly WorkloadName[]): readonly WorkloadName[] =>
  only === undefined ? usual : WORKLOADS.filter((name) => only.split(',').includes(name));

const sections: Readonly<Record<string, () => void>> = { fleets, grid, assumptions, drain };

function fleets(): void {
  for (const workload of some(WORKLOADS)) {
    const { standings, offlineOptimum } = runCell({ workload, ...USUAL });
    heading(workload);
    print(
      table(
        ['fleet', 'p50 s', 'p95 s', 'p99 s', 'late %', 'late by h', 'cost', 'starts', 'turns', 'killed'],
        standings.map(({ control, figures: f }) => [
          control,
          ...[f.p50, f.p95, f.p99].map((wait) => shown(wait, 0)),
          shown(scaled(f.lateShare, 100), 1),
          shown(scaled(f.lateSeconds, 1 / 3600), 1),
          shown(f.cost, 2),
          ...[f.starts, f.reversals, f.killed].map((count) => shown(count, 0)),
        ]),
      ),
    );
    print(`Offline optimum: ${shown(offlineOptimum, 2)}.`);
    const { late, cost } = compared(standings);
    print(`This fleet less ${PAIR[1]}: late ${signed(late, 1)} points; cost ${signed(cost, 2)}.`);
  }
}

function grid(): void {
  const workloads = some(GRID);
  heading('Boot time and metric delay: this fleet less AWS backlog per instance, late in percentage points; cost');
  const cells = [30, 60, 120, 300].flatMap((bootTime) =>
    [10, 60, 180].map((metricDelay) => ({ bootTime, metricDelay })),
  );
  const rows = cells.map(({ bootTime, metricDelay }) => [
    String(bootTime),
    String(metricDelay),
    ...workloads.map((workload) => {
      const { standings } = runCell({ workload, bootTime, metricDelay, only: PAIR });
      const { late, cost } = compared(standings);
      return `${signed(late, 1)}; ${signed(cost, 2)}`;
    }),
  ]);
  print(table(['boot s', 'delay s', ...workloads], rows));
}

function assumptions(): void {
  const workloads = some(VARIED);
  heading('Assumptions about target tracking: late in percent; cost');
  const varied = [{ scaleIn: 'one' }, { lowShare: 0.75 }, { highPeriods: 1 }, { lowPeriods: 5 }] as const;
  const rows = varied.flatMap((targetTracking) => {
    const contests = workloads.map((workload) => runCell({ workload, ...USUAL, targetTracking, only: PAIR }));
    return PAIR.map((name, index) => [
      JSON.stringify(targetTracking),
      name,
      ...contests.map(({ standings }) => lateAndCost(standings[index])),
    ]);
  });
  print(table(['assumption', 'fleet', ...workloads], rows));
}

function drain(): void {
  const workloads = some(DRAINED);
  heading('Attempts killed when scale-in does not wait for the drain');
  const contests = workloads.map((workload) => runCell({ workload, ...USUAL, only: PAIR, withoutDrain: true }));
  const killed = (standing: Standing | undefined) => (standing === undefined ? '' : shown(standing.figures.killed, 0));
  print(
    table(
      ['fleet', ...workloads],
      PAIR.map((name, index) => [name, ...contests.map(({ standings }) => killed(standings[index]))]),
    ),
  );
}

interface Compared {
  readonly late: Interval;
  readonly cost: Interval;
}

/** Run by run, in percentage points and in work bounds. */
function compared([one, other]: readonly Standing[]): Compared {
  const by = (pick: (figures: Standing['runs'][number]) => number): Interval =>
    difference((one?.runs ?? []).map(pick), (other?.runs ?? []).map(pick));
  return { late: by(({ lateShare }) => lateShare * 100), cost: by(({ cost }) => cost) };
}

function lateAndCost(standing: Standing | undefined): string {
  if (standing === undefined) return '';
  const { lateShare, cost } = standing.figures;
  return `${number(lateShare.mean * 100, 1)}; ${number(cost.mean, 2)}`;
}

const scaled = ({ mean, margin }: Interval, factor: number): Interval => ({
  mean: mean * factor,
  margin: margin * factor,
});

const shown = ({ mean, margin }: Interval, digits: number): string =>
  mean === 0 && margin === 0 ? '0' : `${number(mean, digits)} ±${number(margin, digits)}`;

const signed = (interval: Interval, digits: number): string =>
  `${interval.mean > 0 ? '+' : ''}${shown(interval, digits)}`;

const heading = (title: string): void => print(`\n## ${title}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n\n`);

for (const [name, section] of Object.entries(sections)) if (asked === undefined || asked === name) section();
