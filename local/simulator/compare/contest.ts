import { offlinePlan } from '../plan/plan';
import { workBound } from '../plan/work-bound';
import type { FleetControl, Scenario } from '../scenario';
import { simulate } from '../simulate';
import type { Outcome } from '../statistics/outcome';
import { confidence, type Interval } from './confidence';
import { type Figures, figuresOf } from './figures';

/** One fleet over all seeds. */
export interface Standing {
  readonly control: string;
  readonly runs: readonly Figures[];
  readonly figures: Readonly<Record<keyof Figures, Interval>>;
  /** The run with the first seed, for the picture. */
  readonly first: Outcome;
}

export interface Contest {
  readonly standings: readonly Standing[];
  /** Instance seconds by the work bound: who knows all arrivals beforehand could do with so many. */
  readonly offlineOptimum: Interval;
}

/**
 * All fleets through the same workloads, side by side.
 *
 * @param scenarioOf the workload of a seed; a trace is the same for all, and only its place in the minute changes
 */
export function contest(
  seeds: readonly string[],
  scenarioOf: (seed: string) => Scenario,
  controlsOf: (scenario: Scenario) => readonly FleetControl[],
  bootTime: number,
): Contest {
  const outcomes = new Map<string, Outcome[]>();
  const optima: number[] = [];
  for (const seed of seeds) {
    const scenario = scenarioOf(seed);
    optima.push(offlinePlan(scenario, bootTime).cost / workBound(scenario));
    for (const control of controlsOf(scenario)) {
      const outcome = simulate(scenario, control, seed);
      outcomes.set(control.name, [...(outcomes.get(control.name) ?? []), outcome]);
    }
  }
  return {
    standings: Array.from(outcomes, ([control, runs]) => standingOf(control, runs)),
    offlineOptimum: confidence(optima),
  };
}

function standingOf(control: string, outcomes: readonly Outcome[]): Standing {
  const runs = outcomes.map(figuresOf);
  const [first] = outcomes;
  if (first === undefined) throw new Error(`${control} has no runs: give at least one seed.`);
  return { control, runs, first, figures: intervalsOf(runs) };
}

function intervalsOf(runs: readonly Figures[]): Standing['figures'] {
  const of = (pick: (figures: Figures) => number): Interval => confidence(runs.map(pick));
  return {
    p50: of(({ p50 }) => p50),
    p95: of(({ p95 }) => p95),
    p99: of(({ p99 }) => p99),
    max: of(({ max }) => max),
    lateShare: of(({ lateShare }) => lateShare),
    lateSeconds: of(({ lateSeconds }) => lateSeconds),
    cost: of(({ cost }) => cost),
    billedSeconds: of(({ billedSeconds }) => billedSeconds),
    starts: of(({ starts }) => starts),
    stops: of(({ stops }) => stops),
    reversals: of(({ reversals }) => reversals),
    killed: of(({ killed }) => killed),
    repeated: of(({ repeated }) => repeated),
    left: of(({ left }) => left),
  };
}
