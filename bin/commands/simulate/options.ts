import { PATTERNS, type PatternName } from '../../../local/simulator/workload/patterns';
import { UsageError } from '../../usage-error';

/** As commander gives them. */
export interface SimulateFlags {
  readonly fleet?: string;
  readonly trace?: string;
  readonly pattern?: string;
  readonly duration: string;
  readonly rate: string;
  readonly processingTime?: string;
  readonly acceptableLatency: string;
  readonly concurrency?: string;
  readonly bootTime: string;
  readonly metricDelay: string;
  readonly interruptions: string;
  readonly seeds: string;
  readonly compare: boolean;
  readonly json: boolean;
  readonly svg?: string;
}

export interface SimulateOptions {
  readonly fleet: string | undefined;
  readonly source:
    | { readonly kind: 'trace'; readonly path: string }
    | { readonly kind: 'pattern'; readonly name: PatternName };
  /** Seconds. */
  readonly duration: number;
  readonly rate: number;
  /** Undefined: the trace's mean. */
  readonly processingTime: number | undefined;
  readonly acceptableLatency: number;
  readonly concurrency: number | undefined;
  readonly bootTime: number;
  readonly metricDelay: number;
  readonly interruptions: number;
  readonly seeds: readonly string[];
}

export function simulateOptions(flags: SimulateFlags): SimulateOptions {
  return {
    fleet: flags.fleet,
    source: sourceOf(flags),
    duration: number('--duration', flags.duration, 60, 30 * 86_400, 'seconds'),
    rate: number('--rate', flags.rate, 0.000_01, 100_000, 'messages a second'),
    processingTime:
      flags.processingTime === undefined
        ? undefined
        : number('--processing-time', flags.processingTime, 0.001, 43_200, 'seconds'),
    acceptableLatency: number('--acceptable-latency', flags.acceptableLatency, 1, 1_209_600, 'seconds'),
    concurrency:
      flags.concurrency === undefined ? undefined : whole('--concurrency', flags.concurrency, 1, 10_000, 'messages'),
    bootTime: number('--boot-time', flags.bootTime, 0, 7200, 'seconds'),
    metricDelay: number('--metric-delay', flags.metricDelay, 0, 3600, 'seconds'),
    interruptions: number('--interruptions', flags.interruptions, 0, 60, 'per instance and hour'),
    seeds: Array.from({ length: whole('--seeds', flags.seeds, 1, 1000, 'runs') }, (_, index) => String(index + 1)),
  };
}

function sourceOf({ trace, pattern }: SimulateFlags): SimulateOptions['source'] {
  if (trace !== undefined && pattern !== undefined) {
    throw new UsageError(
      `'--trace' and '--pattern' must not be given together, got '${trace}' and '${pattern}'. Each of them says what is sent. Leave one out.`,
    );
  }
  if (trace !== undefined) return { kind: 'trace', path: trace };
  const given = pattern ?? 'diurnal';
  const name = PATTERNS.find((known) => known === given);
  if (name !== undefined) return { kind: 'pattern', name };
  throw new UsageError(
    `'--pattern' must be one of ${PATTERNS.join(', ')}, got '${given}'. Others come from a file: give it with '--trace'.`,
  );
}

function number(flag: string, given: string, least: number, most: number, unit: string): number {
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (value >= least && value <= most) return value;
  throw new UsageError(
    `'${flag}' must be ${least} to ${most} (${unit}), got '${given}'. Nothing else can be simulated. Give a number in that range.`,
  );
}

function whole(flag: string, given: string, least: number, most: number, unit: string): number {
  const value = number(flag, given, least, most, unit);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`'${flag}' must be a whole number (${unit}), got '${given}'. Leave out what follows the point.`);
}
