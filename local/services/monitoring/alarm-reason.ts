import { type AlarmConfiguration, type AlarmState, COMPARISONS } from './alarm';
import type { Datapoint } from './evaluate-alarm';

/** The values that an evaluation looked at, sorted by what they say. */
export interface Judged {
  readonly configuration: AlarmConfiguration;
  readonly needed: number;
  /** Periods without a value, out of those needed. */
  readonly missing: number;
  readonly breaching: readonly Datapoint[];
  readonly healthy: readonly Datapoint[];
}

/** The sentence that CloudWatch gives for a state. */
export function thresholdReason(judged: Judged, state: AlarmState): string {
  const { configuration, missing } = judged;
  const points = state === 'ALARM' ? judged.breaching : judged.healthy.length > 0 ? judged.healthy : judged.breaching;
  const filled = configuration.treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  const isFilled = configuration.treatMissingData === 'breaching' || configuration.treatMissingData === 'notBreaching';
  const treated = `${missing} missing datapoint${missing === 1 ? ' was' : 's were'} treated as [${filled}]`;
  if (points.length === 0) {
    const periods = `${missing} period${missing === 1 ? '' : 's'}`;
    return `Threshold Crossed: no datapoints were received for ${periods} and ${treated}.`;
  }
  const crossing = points === judged.breaching ? '' : 'not ';
  const total = judged.breaching.length + judged.healthy.length;
  const listed = [...points].reverse().map(({ time, value }) => `${decimal(value)} (${shortTime(time)})`);
  const { words } = COMPARISONS[configuration.comparison];
  const comparison = `${points.length === 1 ? 'was' : 'were'} ${crossing}${words} the threshold (${decimal(configuration.threshold)})`;
  const also = isFilled && missing > 0 ? ` and ${treated}` : '';
  return `Threshold Crossed: ${points.length} out of the last ${total} datapoints [${listed.join(', ')}] ${comparison}${also} (${transition(judged, state)}).`;
}

export function insufficientDataReason(periods: number): string {
  return `Insufficient Data: ${periods} datapoint${periods === 1 ? ' was' : 's were'} unknown.`;
}

/** As Java writes a double: a whole number has a decimal too. */
export function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function transition({ configuration, needed }: Judged, state: AlarmState): string {
  const minimum = state === 'ALARM' ? needed : configuration.evaluationPeriods - needed + 1;
  const change = state === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
  return `minimum ${minimum} datapoint${minimum === 1 ? '' : 's'} for ${change} transition`;
}

/** `dd/MM/yy HH:mm:ss`, UTC. */
function shortTime(time: number): string {
  const [date = '', clock = ''] = new Date(time).toISOString().slice(2, 19).split('T');
  return `${date.split('-').reverse().join('/')} ${clock}`;
}
