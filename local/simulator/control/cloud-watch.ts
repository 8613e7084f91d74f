import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { EventStream } from '../../kernel/events';
import type { AlarmAction } from '../../services/monitoring/alarm-actions';
import { alarmConfiguration, alarmName } from '../../services/monitoring/alarm-input';
import { Alarms } from '../../services/monitoring/alarms';
import { MetricStore } from '../../services/monitoring/metric-store';
import { QueueMetrics } from '../../services/monitoring/queue-metrics';
import type { GroupSample, QueueSample } from '../../services/monitoring/sources';
import { statisticOfValue } from '../../services/monitoring/statistics';
import type { World } from '../scenario';
import { PLACE } from '../simulated-queue';

const MINUTE_SECONDS = 60;
const MINUTE_MS = MINUTE_SECONDS * 1000;

/** Who carries out what alarms want. */
export interface Actions {
  take(action: Pick<AlarmAction, 'arn' | 'alarmName' | 'metricValue' | 'threshold'>): void;
  /** All alarms of this minute have been evaluated. */
  taken(now: number): void;
}

interface Sampled {
  readonly queue: QueueSample;
  readonly group: GroupSample;
}

/**
 * The local cloud's own metrics and alarms on the simulation's time: each whole minute is sampled when it ends, and seen
 * by the alarms when its values are published.
 */
export class CloudWatch {
  private readonly store = new MetricStore();
  private readonly alarms: Alarms;
  private readonly queueMetrics: QueueMetrics;
  /** What the metrics' sources offer: the minute that is being published. */
  private sampled: Sampled;

  constructor(
    private readonly world: World,
    private readonly group: () => GroupSample,
    metricDelay: number,
    private readonly actions: Actions,
  ) {
    const { agenda, end } = world;
    this.alarms = new Alarms(this.store, new EventStream(() => agenda.now), (action) => actions.take(action));
    this.sampled = this.sample(agenda.now);
    const sources = { queues: () => [this.sampled.queue], groups: () => [this.sampled.group] };
    this.queueMetrics = new QueueMetrics(sources, this.store);
    this.queueMetrics.begin(agenda.now);
    const minute = (now: number) => {
      world.fleet.countPolls(MINUTE_SECONDS);
      const sampled = this.sample(now);
      agenda.at(now + metricDelay * 1000, (later) => this.publish(sampled, now, later));
      if (now < end) agenda.at(now + MINUTE_MS, minute);
    };
    agenda.at((Math.floor(agenda.now / MINUTE_MS) + 1) * MINUTE_MS, minute);
  }

  put(input: PutMetricAlarmInput): void {
    const name = alarmName(input.AlarmName);
    const { now } = this.world.agenda;
    this.alarms.put({
      place: PLACE,
      name,
      arn: `arn:aws:cloudwatch:${PLACE.region}:${PLACE.account}:alarm:${name}`,
      configuration: alarmConfiguration(input),
      configurationUpdated: now,
      state: 'INSUFFICIENT_DATA',
      stateReason: 'Unchecked: Initial alarm creation',
      stateReasonData: undefined,
      stateUpdated: now,
      stateTransitioned: now,
      tags: new Map(),
    });
  }

  private recordGroup(group: GroupSample, minute: number): void {
    const values: Readonly<Record<string, number>> = {
      GroupMinSize: group.min,
      GroupMaxSize: group.max,
      GroupDesiredCapacity: group.desired,
      GroupInServiceInstances: group.inService,
      GroupPendingInstances: group.pending,
      GroupStandbyInstances: group.standby,
      GroupTerminatingInstances: group.terminating,
      GroupTotalInstances: group.total,
    };
    for (const name of group.enabledMetrics) {
      const value = values[name];
      if (value === undefined) continue;
      const dimensions = [{ name: 'AutoScalingGroupName', value: group.name }];
      const identity = { namespace: 'AWS/AutoScaling', name, dimensions };
      this.store.add(PLACE, identity, 'None', minute, statisticOfValue(value));
    }
  }

  private sample(now: number): Sampled {
    return { queue: this.world.queue.sample(now), group: this.group() };
  }

  /** @param minute that the values are of: its end */
  private publish(sampled: Sampled, minute: number, now: number): void {
    this.sampled = sampled;
    this.queueMetrics.record(minute);
    this.recordGroup(sampled.group, minute - MINUTE_MS);
    this.alarms.evaluate(minute);
    this.actions.taken(now);
  }
}
