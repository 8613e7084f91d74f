import { parseArn } from '../../../model/arn';
import type { EventStream } from '../../kernel/events';
import { compareKeys } from '../page';
import type { Alarm, AlarmState } from './alarm';
import type { AlarmAction } from './alarm-actions';
import { noSuchAlarm } from './errors';
import { evaluateAlarm, evaluationRange } from './evaluate-alarm';
import type { MetricStore, Place } from './metric-store';
import { DEFAULT_TIMING, type MetricTiming } from './metric-timing';
import { reasonData } from './reason-data';
import { watchedPoints } from './watched-points';

const DAY_SECONDS = 86_400;
const HOUR_MS = 3_600_000;

/** Why an alarm is in its state. */
export interface StateGrounds {
  readonly reason: string;
  readonly reasonData: string | undefined;
  /** The latest value; undefined where there was none, and where somebody set the state. */
  readonly metricValue: number | undefined;
}

/** The alarms of all accounts and regions, and how they change state. */
export class Alarms {
  private readonly alarms = new Map<string, Alarm>();

  constructor(
    private readonly store: MetricStore,
    private readonly events: EventStream,
    /** Carries out what the alarms say. */
    private readonly take: (action: AlarmAction) => void,
    private readonly timing: MetricTiming = DEFAULT_TIMING,
  ) {}

  put(alarm: Alarm): void {
    this.alarms.set(keyOf(alarm.place, alarm.name), alarm);
  }

  find(place: Place, name: string): Alarm | undefined {
    return this.alarms.get(keyOf(place, name));
  }

  get(place: Place, name: string): Alarm {
    const alarm = this.find(place, name);
    if (alarm === undefined) throw noSuchAlarm(name);
    return alarm;
  }

  delete(alarm: Alarm): void {
    this.alarms.delete(keyOf(alarm.place, alarm.name));
  }

  /** In the order of their names. */
  list({ account, region }: Place): readonly Alarm[] {
    return Array.from(this.alarms.values())
      .filter(({ place }) => place.account === account && place.region === region)
      .sort((a, b) => compareKeys(a.name, b.name));
  }

  /** Evaluates all alarms with the values of the periods that end at `now`. */
  evaluate(now: number): void {
    for (const alarm of this.alarms.values()) {
      const { period, evaluationPeriods } = alarm.configuration;
      // Alarms that look back for more than a day are evaluated once an hour.
      if (period * evaluationPeriods > DAY_SECONDS && now % HOUR_MS !== 0) continue;
      this.evaluateOne(alarm, now);
    }
  }

  setState(alarm: Alarm, state: AlarmState, { reason, reasonData, metricValue }: StateGrounds, now: number): void {
    const previous = alarm.state;
    alarm.stateReason = reason;
    alarm.stateReasonData = reasonData;
    alarm.stateUpdated = now;
    if (state === previous) return;
    alarm.state = state;
    alarm.stateTransitioned = now;
    const { name, arn, place } = alarm;
    this.events.emit('monitoring.alarm-state-changed', {
      alarm: name,
      arn,
      account: place.account,
      region: place.region,
      state,
      previous,
      reason,
    });
    this.act(alarm, previous, metricValue, now);
  }

  private evaluateOne(alarm: Alarm, now: number): void {
    const { configuration, place } = alarm;
    const count = evaluationRange(configuration, this.timing.publicationSeconds);
    const range = watchedPoints(this.store, place, configuration, now, count);
    const { state, reason, evaluated } = evaluateAlarm(configuration, range);
    const metricValue = evaluated.at(-1)?.value;
    if (state === undefined || state === alarm.state) {
      // "For Amazon EC2 Auto Scaling actions, the alarm continues to invoke the action": once a minute.
      this.act(alarm, alarm.state, metricValue, now, isScaling);
      return;
    }
    this.setState(alarm, state, { reason, reasonData: reasonData(configuration, evaluated, now), metricValue }, now);
  }

  private act(
    { name, arn: alarmArn, state, place, configuration }: Alarm,
    previous: AlarmState,
    metricValue: number | undefined,
    at: number,
    wanted: (arn: string) => boolean = () => true,
  ): void {
    if (!configuration.actionsEnabled) return;
    const { threshold } = configuration;
    const { account, region } = place;
    for (const arn of configuration.actions[state].filter(wanted)) {
      this.take({ arn, alarmName: name, alarmArn, state, previous, metricValue, threshold, at, account, region });
    }
  }
}

/** Policies of EC2 Auto Scaling and of Application Auto Scaling. */
function isScaling(arn: string): boolean {
  return parseArn(arn)?.service === 'autoscaling';
}

function keyOf({ account, region }: Place, name: string): string {
  return `${account}/${region}/${name}`;
}
