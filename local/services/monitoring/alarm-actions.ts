import type { AlarmState } from './alarm';

/** An action that an alarm takes because it is in a state. */
export interface AlarmAction {
  /** What is to act, as the alarm names it: a topic, a scaling policy. */
  readonly arn: string;
  readonly alarmName: string;
  readonly alarmArn: string;
  readonly state: AlarmState;
  /** The state before; the same as `state` where the action is repeated. */
  readonly previous: AlarmState;
  /** The latest value that the evaluation rests on; undefined where none did, and where SetAlarmState set the state. */
  readonly metricValue: number | undefined;
  readonly threshold: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The alarm's. */
  readonly account: string;
  readonly region: string;
}

/** A service whose resources an alarm can name as actions. */
export interface AlarmActionTarget {
  /** Of the ARNs that are its own. */
  readonly service: 'sns' | 'autoscaling';
  /** Carries the action out. What it throws becomes an event, and the alarm goes on. */
  take(action: AlarmAction): void | Promise<void>;
}
