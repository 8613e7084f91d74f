import { type AlarmConfiguration, type AlarmState, COMPARISONS } from './alarm';
import { insufficientDataReason, type Judged, thresholdReason } from './alarm-reason';

/** One period's value; the time is the period's start. */
export interface Datapoint {
  readonly time: number;
  readonly value: number;
}

export interface Evaluation {
  /** Undefined when the alarm keeps its state. */
  readonly state: AlarmState | undefined;
  readonly reason: string;
  /** The values that the decision rests on, the oldest first. */
  readonly evaluated: readonly Datapoint[];
}

/** Older periods that are looked at as well, in case that newer ones have no data. */
const EXTRA_PERIODS = 2;

/**
 * "Configuring how CloudWatch alarms treat missing data": how many periods are looked at. AWS gives the number for one
 * example only; where values are published late, it must reach those that are there.
 *
 * @param publicationSeconds from the end of a minute until its values are there
 */
export function evaluationRange({ evaluationPeriods, period }: AlarmConfiguration, publicationSeconds: number): number {
  return evaluationPeriods + Math.max(EXTRA_PERIODS, Math.ceil(publicationSeconds / period));
}

/**
 * Decides an alarm's state from the values of its evaluation range, the oldest first, undefined where there is none.
 * Missing periods are filled only as far as real values do not reach.
 */
export function evaluateAlarm(
  configuration: AlarmConfiguration,
  range: readonly (Datapoint | undefined)[],
): Evaluation {
  const { evaluationPeriods, threshold, comparison } = configuration;
  const needed = configuration.datapointsToAlarm ?? evaluationPeriods;
  const treatment = configuration.treatMissingData ?? 'missing';
  const evaluated = range.filter((point) => point !== undefined).slice(-evaluationPeriods);
  const isBreaching = ({ value }: Datapoint) => COMPARISONS[comparison].breaches(value, threshold);
  const breaching = evaluated.filter(isBreaching);
  const healthy = evaluated.filter((point) => !isBreaching(point));
  const missing = evaluationPeriods - evaluated.length;
  const judged: Judged = { configuration, needed, missing, breaching, healthy };
  const decide = (state: AlarmState) => ({ state, reason: thresholdReason(judged, state), evaluated });

  if (breaching.length >= needed) return decide('ALARM');
  if (missing === 0 || treatment === 'notBreaching') return decide('OK');
  if (treatment === 'breaching') return decide(breaching.length + missing >= needed ? 'ALARM' : 'OK');
  if (evaluated.length === 0) {
    const state = treatment === 'ignore' ? undefined : 'INSUFFICIENT_DATA';
    return { state, reason: insufficientDataReason(evaluationPeriods), evaluated };
  }
  if (healthy.length > 0) return decide('OK');
  if (treatment === 'ignore') return { state: undefined, reason: '', evaluated };
  // Breaching values and silence since: an alarm once the oldest of them is as old as the values that it takes.
  const age = range.length - range.findIndex((point) => point !== undefined);
  return decide(age >= needed ? 'ALARM' : 'OK');
}
