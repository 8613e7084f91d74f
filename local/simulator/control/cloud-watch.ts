import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { EventStream } from '../../kernel/events';
import type { AlarmAction } from '../../services/monitoring/alarm-actions';
import { alarmConfiguration, alarmName } from '../../services/monitoring/alarm-input';
import { Alarms } from '../../services/monitoring/alarms';
import { GroupMetrics } from '../../services/monitoring/group-metrics';
import { MetricStore } from '../../services/monitoring/metric-store';
import type { MetricTiming } from '../../services/monitoring/metric-timing';
import { Publication } from '../../services/monitoring/publication';
import { QueueMetrics } from '../../services/monitoring/queue-metrics';
import { MINUTE_MS } from '../../services/monitoring/series';
import type { GroupSample } from '../../services/monitoring/sources';
import type { World } from '../scenario';
import { PLACE } from '../simulated-queue';

/** Who carries out what alarms want. */
export interface Actions {
  take(action: AlarmAction): void;
  /** All alarms of this minute have been evaluated. */
  taken(now: number): void;
}

/** The local cloud's own metrics and alarms, at the same times as its sampler has them, on the simulation's agenda. */
export class CloudWatch {
  private readonly alarms: Alarms;
  private readonly queues: QueueMetrics;
  private readonly groups: GroupMetrics;
  private readonly publication: Publication;

  constructor(
    private readonly world: World,
    group: () => GroupSample,
    private readonly timing: MetricTiming,
    private readonly actions: Actions,
  ) {
    const { agenda, queue } = world;
    const store = new MetricStore();
    const sources = { queues: () => [queue.sample(agenda.now)], groups: () => [group()] };
    this.alarms = new Alarms(store, new EventStream(() => agenda.now), (action) => actions.take(action), timing);
    this.publication = new Publication(store, timing);
    this.queues = new QueueMetrics(sources, this.publication, timing);
    this.groups = new GroupMetrics(sources, this.publication);
    this.queues.begin(agenda.now);
    agenda.at((Math.floor(agenda.now / MINUTE_MS) + 1) * MINUTE_MS, (minute) => this.record(minute));
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

  private record(minute: number): void {
    const { agenda, fleet, end } = this.world;
    fleet.countPolls(MINUTE_MS / 1000);
    this.queues.record(minute);
    this.groups.record(minute);
    const evaluation = (this.timing.publicationSeconds * 1000) % MINUTE_MS;
    agenda.at(minute + evaluation, (now) => this.evaluate(minute, now));
    if (minute < end) agenda.at(minute + MINUTE_MS, (next) => this.record(next));
  }

  private evaluate(minute: number, now: number): void {
    this.publication.publish(now);
    this.alarms.evaluate(minute);
    this.actions.taken(now);
  }
}
