import type { MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { EventStream } from '../../../../local/kernel/events';
import type { GroupSample, QueueSample } from '../../../../local/services/monitoring';
import { alarmConfiguration } from '../../../../local/services/monitoring/alarm-input';
import { Alarms } from '../../../../local/services/monitoring/alarms';
import { GroupMetrics } from '../../../../local/services/monitoring/group-metrics';
import { MetricStore } from '../../../../local/services/monitoring/metric-store';
import { DEFAULT_TIMING } from '../../../../local/services/monitoring/metric-timing';
import { Publication } from '../../../../local/services/monitoring/publication';
import { QueueMetrics } from '../../../../local/services/monitoring/queue-metrics';
import { newStack, resources } from '../../synthesis';
import { fleet } from './fleet';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);
const PLACE = { account: '111122223333', region: 'us-east-1' };
const ENABLED = new Set(['GroupDesiredCapacity', 'GroupInServiceInstances']);

const stack = newStack();
fleet(stack);

interface Tracking {
  readonly TargetValue: number;
  readonly CustomizedMetricSpecification: { readonly Metrics: MetricDataQuery[] };
}

/** The properties of a template's resource, which are those of the API. */
const asInput = <Input>(properties: unknown): Input => JSON.parse(JSON.stringify(properties));

/** The queries of the template, on a queue and a group with plain names. */
function queriesOf(metrics: readonly MetricDataQuery[]): MetricDataQuery[] {
  return metrics.map(({ MetricStat: stat, ...query }) => ({
    ...query,
    ...(stat && {
      MetricStat: {
        ...stat,
        Metric: {
          ...stat.Metric,
          Dimensions: stat.Metric?.Dimensions?.map(({ Name }) => ({
            Name,
            Value: Name === 'QueueName' ? 'jobs' : 'workers',
          })),
        },
      },
    }),
  }));
}

function alarmOf(description: string): PutMetricAlarmInput {
  const alarms = resources(stack, 'AWS::CloudWatch::Alarm').map(({ properties }) =>
    asInput<PutMetricAlarmInput>(properties),
  );
  const found = alarms.find(({ AlarmDescription }) => AlarmDescription?.startsWith(description));
  if (found === undefined) throw new Error(`No alarm's description begins with '${description}'.`);
  return { ...found, AlarmActions: [], Metrics: queriesOf(found.Metrics ?? []) };
}

/** The alarm that target tracking makes for scaling out: 3 of 3. */
function trackingAlarm(): PutMetricAlarmInput {
  const [policy] = resources(stack, 'AWS::AutoScaling::ScalingPolicy').filter(
    ({ properties }) => properties['PolicyType'] === 'TargetTrackingScaling',
  );
  const tracking = asInput<Tracking>(policy?.properties['TargetTrackingConfiguration']);
  return {
    AlarmName: 'high',
    Metrics: queriesOf(tracking.CustomizedMetricSpecification.Metrics),
    EvaluationPeriods: 3,
    Threshold: tracking.TargetValue,
    ComparisonOperator: 'GreaterThanThreshold',
  };
}

/** A fleet's metrics as they come, a minute late, and one of its alarms. */
class Watch {
  private now = START;
  private queue: QueueSample = {
    ...PLACE,
    name: 'jobs',
    visible: 0,
    inFlight: 0,
    delayed: 0,
    oldestAgeSeconds: 0,
    sent: 0,
    received: 0,
    deleted: 0,
    emptyReceives: 0,
  };
  private group: GroupSample = {
    ...PLACE,
    name: 'workers',
    enabledMetrics: ENABLED,
    min: 0,
    max: 20,
    desired: 0,
    inService: 0,
    pending: 0,
    standby: 0,
    terminating: 0,
    total: 0,
  };
  private readonly store = new MetricStore();
  private readonly publication = new Publication(this.store, DEFAULT_TIMING);
  private readonly queues = new QueueMetrics({ queues: () => [this.queue] }, this.publication);
  private readonly groups = new GroupMetrics({ groups: () => [this.group] }, this.publication);
  private readonly alarms = new Alarms(this.store, new EventStream(() => this.now), () => {});

  constructor(input: PutMetricAlarmInput) {
    this.alarms.put({
      place: PLACE,
      name: 'alarm',
      arn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:alarm',
      configuration: alarmConfiguration(input),
      configurationUpdated: START,
      state: 'INSUFFICIENT_DATA',
      stateReason: '',
      stateReasonData: undefined,
      stateUpdated: START,
      stateTransitioned: START,
      tags: new Map(),
    });
    this.queues.begin(START);
  }

  /** @returns the alarm's state after so many minutes in which everything stays as it is */
  after(minutes: number, load: { visible: number; inFlight: number; sentPerMinute: number; instances: number }) {
    const { visible, inFlight, sentPerMinute, instances } = load;
    this.group = { ...this.group, desired: instances, inService: instances };
    for (let n = 0; n < minutes; n++) {
      this.queue = { ...this.queue, visible, inFlight, sent: this.queue.sent + sentPerMinute };
      this.now += MINUTE;
      this.queues.record(this.now);
      this.groups.record(this.now);
      this.publication.publish(this.now);
      this.alarms.evaluate(this.now);
    }
    return this.alarms.get(PLACE, 'alarm').state;
  }
}

const idle = { visible: 0, inFlight: 0, sentPerMinute: 0 };

// The latest minute is not published yet when an alarm is evaluated: see `FILL`, "Using math expressions with CloudWatch
// metrics". Instances of 4 slots, 30 seconds a message.

test('an idle fleet shrinks once three minutes are published', () => {
  const watch = new Watch(alarmOf('Fewer instances would do'));
  expect(watch.after(3, { ...idle, instances: 3 })).not.toBe('ALARM');
  expect(watch.after(1, { ...idle, instances: 3 })).toBe('ALARM');
});

test('a fleet whose messages are all in work does not shrink', () => {
  const watch = new Watch(alarmOf('Fewer instances would do'));
  expect(watch.after(20, { visible: 0, inFlight: 11, sentPerMinute: 0, instances: 3 })).toBe('OK');
});

test('a fleet without instances has none too many', () => {
  expect(new Watch(alarmOf('Fewer instances would do')).after(20, { ...idle, instances: 0 })).toBe('OK');
});

test('an overloaded fleet is ordered more once three minutes are published', () => {
  const watch = new Watch(trackingAlarm());
  const load = { visible: 100, inFlight: 8, sentPerMinute: 20, instances: 2 };
  expect(watch.after(2, load)).not.toBe('ALARM');
  expect(watch.after(2, load)).toBe('ALARM');
});

test('the first message wakes a fleet when its minute is published', () => {
  const watch = new Watch(alarmOf('Messages wait and there is no instance'));
  expect(watch.after(3, { ...idle, instances: 0 })).toBe('OK');
  expect(watch.after(1, { ...idle, visible: 1, sentPerMinute: 1, instances: 0 })).toBe('OK');
  expect(watch.after(1, { ...idle, visible: 1, instances: 0 })).toBe('ALARM');
});
