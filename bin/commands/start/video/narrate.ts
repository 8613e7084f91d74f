import type { CloudEvent, LocalCloud } from '../../../../local';
import { dim, green, print, yellow } from '../../../console/output';
import type { VideoState } from './state';

/** Counts what the user is told at the end. */
export interface Narration {
  /** Instances that came into service. */
  readonly started: ReadonlySet<string>;
  /** Messages whose visibility timeout ended while a worker had them: work that was killed. */
  readonly killed: number;
  /** Drains that a worker completed. */
  readonly drained: number;
  /** Drains that nobody completed in time. */
  readonly timedOut: number;
  end(): void;
}

/** Tells what scales the fleet, one line for each event, with the time since the beginning. */
export function narrate(cloud: LocalCloud, queueArn: string): Narration {
  const began = cloud.now();
  const started = new Set<string>();
  const counts = { killed: 0, drained: 0, timedOut: 0 };
  const end = cloud.events.subscribe((event) => {
    if (event.type === 'sqs.visible-again' && event['queue'] === queueArn) counts.killed += 1;
    if (event.type === 'autoscaling.instance-changed' && event['state'] === 'InService') {
      started.add(String(event['instance']));
    }
    if (isDrain(event)) counts[event['how'] === 'CONTINUE' ? 'drained' : 'timedOut'] += 1;
    const line = describe(event);
    if (line !== undefined) print(`  ${dim(clockTime(event.at - began))}  ${line}`);
  });
  return {
    started,
    get killed() {
      return counts.killed;
    },
    get drained() {
      return counts.drained;
    },
    get timedOut() {
      return counts.timedOut;
    },
    end,
  };
}

const isDrain = (event: CloudEvent): boolean =>
  event.type === 'autoscaling.lifecycle-action-ended' && String(event['hook']).includes('drained');

/** One line about an event that a user should see; undefined for any other. */
export function describe(event: CloudEvent): string | undefined {
  switch (event.type) {
    case 'monitoring.alarm-state-changed':
      return event['state'] === 'INSUFFICIENT_DATA' || event['previous'] === 'INSUFFICIENT_DATA'
        ? undefined
        : `${yellow('alarm')}     ${nameOf(String(event['alarm']))}: ${String(event['previous'])} to ${String(event['state'])}`;
    case 'autoscaling.desired-capacity-changed':
      return `${green('capacity')}  ${String(event['previous'])} to ${String(event['desired'])} instances: ${causeOf(String(event['cause']))}`;
    case 'autoscaling.instance-changed':
      return `instance  ${String(event['instance'])} ${String(event['state'])}`;
    case 'autoscaling.lifecycle-action-ended':
      return isDrain(event) ? `drain     ${String(event['instance'])} ${String(event['how'])}` : undefined;
    default:
      return undefined;
  }
}

/** `Video-FleetScaleInAlarm27FA84EE-zw1o86KDjUmr` is `FleetScaleInAlarm` in the code: stack, hash and ending tell nobody anything. */
function nameOf(physicalName: string): string {
  if (physicalName.startsWith('TargetTracking-')) return "target tracking's own";
  return /^[^-]+-(.+?)(?:[0-9A-F]{8})?-\w{12}$/.exec(physicalName)?.[1] ?? physicalName;
}

/** Auto Scaling's sentence names the alarm, which had a line just before, and the policy. */
function causeOf(sentence: string): string {
  const policy = /triggered policy (\S+)/.exec(sentence)?.[1];
  return policy === undefined ? sentence : `policy ${nameOf(policy)}`;
}

/** One line about everything. */
export function stateLine({ queue, deadLetters, previews, fleet }: VideoState): string {
  const instances = Object.entries(fleet.instances)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([state, number]) => `${number} ${state}`);
  return (
    `${queue.visible} waiting, ${queue.inFlight} in work, ${previews} done, ` +
    `${deadLetters} dead-lettered; ${instances.length === 0 ? 'no instances' : instances.join(', ')}`
  );
}

/** Minutes and seconds. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  return `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}`;
}
