import { EventStream } from '../../../local/kernel/events';
import type { AlarmAction } from '../../../local/services/monitoring';
import { alarmConfiguration } from '../../../local/services/monitoring/alarm-input';
import { Alarms } from '../../../local/services/monitoring/alarms';
import { MetricStore } from '../../../local/services/monitoring/metric-store';
import { statisticOfValue } from '../../../local/services/monitoring/statistics';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);
const PLACE = { account: '111122223333', region: 'us-east-1' };
const POLICY = 'arn:aws:autoscaling:us-east-1:111122223333:scalingPolicy:id:autoScalingGroupName/g:policyName/out';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alarms';

/** Alarms as the simulator drives them: without a cloud, a minute at a time. */
class Minutes {
  private readonly taken: AlarmAction[] = [];
  private readonly store = new MetricStore();
  private readonly alarms = new Alarms(this.store, new EventStream(() => this.now), (action) =>
    this.taken.push(action),
  );
  private now = START;

  constructor() {
    const configuration = alarmConfiguration({
      AlarmName: 'backlog',
      Namespace: 'Shop',
      MetricName: 'Backlog',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [POLICY, TOPIC],
      OKActions: [TOPIC],
    });
    this.alarms.put({
      place: PLACE,
      name: 'backlog',
      arn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:backlog',
      configuration,
      configurationUpdated: START,
      state: 'INSUFFICIENT_DATA',
      stateReason: '',
      stateReasonData: undefined,
      stateUpdated: START,
      stateTransitioned: START,
      tags: new Map(),
    });
  }

  /** @returns the actions that the alarm takes at the end of a minute with this value */
  pass(value: number | undefined): AlarmAction[] {
    const metric = { namespace: 'Shop', name: 'Backlog', dimensions: [] };
    if (value !== undefined) this.store.add(PLACE, metric, 'Count', this.now, statisticOfValue(value));
    this.now += MINUTE;
    this.alarms.evaluate(this.now);
    return this.taken.splice(0);
  }
}

test('a scaling policy is told again each minute while the alarm stays, with the latest value; a topic once', () => {
  const minutes = new Minutes();
  expect(minutes.pass(25)).toMatchObject([
    { arn: POLICY, state: 'ALARM', previous: 'INSUFFICIENT_DATA', metricValue: 25, threshold: 10, at: START + MINUTE },
    { arn: TOPIC, state: 'ALARM' },
  ]);
  expect(minutes.pass(40)).toMatchObject([
    { arn: POLICY, state: 'ALARM', previous: 'ALARM', metricValue: 40, at: START + 2 * MINUTE },
  ]);
  expect(minutes.pass(5)).toMatchObject([{ arn: TOPIC, state: 'OK', metricValue: 5 }]);
  expect(minutes.pass(5)).toEqual([]);
  expect(minutes.pass(11).map(({ arn }) => arn)).toEqual([POLICY, TOPIC]);
});

test('it is told again while the last values are evaluated over and over, and not once there are none', () => {
  const minutes = new Minutes();
  minutes.pass(25);
  expect(minutes.pass(undefined)).toMatchObject([{ arn: POLICY, metricValue: 25 }]);
  expect(minutes.pass(undefined)).toMatchObject([{ arn: POLICY, metricValue: 25 }]);
  expect(minutes.pass(undefined)).toEqual([]);
});
