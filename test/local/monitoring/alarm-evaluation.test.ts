import type { AlarmConfiguration } from '../../../local/services/monitoring/alarm';
import { type Datapoint, evaluateAlarm } from '../../../local/services/monitoring/evaluate-alarm';

const START = Date.UTC(2026, 10, 22, 14, 30);

function alarm(change: Partial<AlarmConfiguration> = {}): AlarmConfiguration {
  return {
    description: undefined,
    actionsEnabled: true,
    actions: { OK: [], ALARM: [], INSUFFICIENT_DATA: [] },
    watched: {
      kind: 'metric',
      metric: { namespace: 'n', name: 'm', dimensions: [] },
      statistic: 'Maximum',
      unit: undefined,
    },
    period: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: undefined,
    threshold: 1,
    comparison: 'GreaterThanOrEqualToThreshold',
    treatMissingData: undefined,
    ...change,
  };
}

/** `0` does not breach, `X` does, `-` is missing; the newest stands last. */
function range(pattern: string): (Datapoint | undefined)[] {
  return pattern.split(' ').map((sign, index) => {
    return sign === '-' ? undefined : { time: START + index * 60_000, value: sign === 'X' ? 5 : 0 };
  });
}

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const KEEP = undefined;

// "How alarm state is evaluated when data is missing", Amazon CloudWatch User Guide: both tables.
describe.each([
  [3, '0 - X - X', ['OK', 'OK', 'OK', 'OK']],
  [3, '- - - - 0', ['OK', 'OK', 'OK', 'OK']],
  [3, '- - - - -', ['INSUFFICIENT_DATA', KEEP, 'ALARM', 'OK']],
  [3, '0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [3, '- - X - -', ['ALARM', KEEP, 'ALARM', 'OK']],
  [2, '0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [2, '0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [2, '0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
  [2, '- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
  [2, '- - - X -', ['ALARM', KEEP, 'ALARM', 'OK']],
] as const)('%i of 3 with %s', (datapointsToAlarm, pattern, states) => {
  test.each(treatments.map((treatment, index) => [treatment, states[index]] as const))(
    '%s: %s',
    (treatMissingData, state) => {
      expect(evaluateAlarm(alarm({ datapointsToAlarm, treatMissingData }), range(pattern)).state).toBe(state);
    },
  );
});

test.each(['- - - - X', '- - - X -'])('%s is too young to be an alarm of 3 of 3', (pattern) => {
  expect(evaluateAlarm(alarm(), range(pattern)).state).not.toBe('ALARM');
});

test.each([
  ['GreaterThanOrEqualToThreshold', 1, 'ALARM'],
  ['GreaterThanThreshold', 1, 'OK'],
  ['LessThanThreshold', 1, 'OK'],
  ['LessThanOrEqualToThreshold', 1, 'ALARM'],
  ['GreaterThanThreshold', 1.5, 'ALARM'],
  ['LessThanThreshold', 0.5, 'ALARM'],
] as const)('%s 1 with the value %d is %s', (comparison, value, state) => {
  const points = [{ time: START, value }];
  expect(evaluateAlarm(alarm({ comparison, evaluationPeriods: 1 }), points).state).toBe(state);
});

test.each([
  [
    alarm({ evaluationPeriods: 1 }),
    '- - X',
    'Threshold Crossed: 1 out of the last 1 datapoints [5.0 (22/11/26 14:32:00)] was greater than or equal to the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition).',
  ],
  [
    alarm({ evaluationPeriods: 1 }),
    '- - 0',
    'Threshold Crossed: 1 out of the last 1 datapoints [0.0 (22/11/26 14:32:00)] was not greater than or equal to the threshold (1.0) (minimum 1 datapoint for ALARM -> OK transition).',
  ],
  [
    alarm({ datapointsToAlarm: 2, threshold: 0.5 }),
    '- - X 0 X',
    'Threshold Crossed: 2 out of the last 3 datapoints [5.0 (22/11/26 14:34:00), 5.0 (22/11/26 14:32:00)] were greater than or equal to the threshold (0.5) (minimum 2 datapoints for OK -> ALARM transition).',
  ],
  [
    alarm({ evaluationPeriods: 1, treatMissingData: 'notBreaching' }),
    '- - -',
    'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
  ],
  [
    alarm({ evaluationPeriods: 2, treatMissingData: 'breaching' }),
    '- - - -',
    'Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].',
  ],
  [alarm({ evaluationPeriods: 1 }), '- - -', 'Insufficient Data: 1 datapoint was unknown.'],
])("the reason is AWS's sentence: %#", (configuration, pattern, reason) => {
  expect(evaluateAlarm(configuration, range(pattern)).reason).toBe(reason);
});
