import type { Instance } from '../fleet/fleet';
import { workBound } from '../plan/work-bound';
import type { World } from '../scenario';
import { FATE, type Ledger } from './ledger';
import type { Moment, Timeline } from './timeline';
import { longestWaits, summarizeWaits, type Waits, waitsOf } from './waits';

/** "On-Demand Instance pricing": by the second, a minute at least. */
const LEAST_BILLED_SECONDS = 60;

export interface Outcome {
  readonly control: string;
  readonly messages: {
    readonly sent: number;
    readonly done: number;
    readonly deadLettered: number;
    /** In the queue at the end. */
    readonly left: number;
  };
  readonly waits: Waits;
  readonly cost: {
    /** Seconds that instances are paid for, from the workload's beginning to the end of the tail. */
    readonly billedSeconds: number;
    /** Seconds that the work alone would take on instances with no slot ever free. */
    readonly workBoundSeconds: number;
    /** Instances that were started, and ended, in that time. */
    readonly starts: number;
    readonly stops: number;
    readonly mostInstances: number;
  };
  /** How often the wanted capacity turned from growing to shrinking or back. */
  readonly reversals: number;
  /** Work that was ended in the middle. */
  readonly killed: Effort;
  /** Work that failed; each message of a poison storm does. */
  readonly failed: Effort;
  /** Messages that were begun more than once. */
  readonly repeated: number;
  readonly timeline: readonly Moment[];
  /** For the picture: when a message was sent, in seconds since the workload began, and how long it waited. */
  readonly waitsBySending: ReadonlyArray<readonly [at: number, wait: number]>;
}

export interface Effort {
  readonly attempts: number;
  /** Of slot time. */
  readonly seconds: number;
}

export function outcomeOf(world: World, control: string, ledger: Ledger, timeline: Timeline): Outcome {
  const { scenario, fleet, queue, begin, end } = world;
  const { instances } = fleet;
  return {
    control,
    messages: {
      sent: ledger.sent,
      done: ledger.fate.reduce((count, fate) => count + (fate === FATE.done ? 1 : 0), 0),
      deadLettered: queue.deadLetters.depth(end).visible,
      left: ledger.sent - ledger.left,
    },
    waits: summarizeWaits(waitsOf(ledger, end), scenario.acceptableLatency),
    cost: {
      billedSeconds: instances.reduce((sum, instance) => sum + billed(instance, begin, end), 0),
      workBoundSeconds: workBound(scenario),
      starts: instances.filter(({ launchedAt }) => launchedAt >= begin).length,
      stops: instances.filter(({ endedAt }) => endedAt !== undefined && endedAt >= begin).length,
      mostInstances: Math.max(0, ...timeline.moments.map(({ running }) => running)),
    },
    reversals: timeline.reversals,
    killed: { ...ledger.kills },
    failed: { ...ledger.failures },
    repeated: ledger.repeated,
    timeline: timeline.moments,
    waitsBySending: longestWaits(ledger, timeline.moments, begin, end),
  };
}

/** Seconds of the workload's time that an instance costs. */
function billed({ launchedAt, endedAt }: Instance, begin: number, end: number): number {
  const until = Math.max(endedAt ?? end, launchedAt + LEAST_BILLED_SECONDS * 1000);
  return Math.max(0, Math.min(until, end) - Math.max(launchedAt, begin)) / 1000;
}
