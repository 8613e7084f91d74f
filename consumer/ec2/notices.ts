import type { InstanceMetadata } from './metadata';

/** Kept of a Spot instance's last seconds for what comes after the drain: completing the lifecycle action. */
const SPOT_MARGIN_MS = 10_000;

/** What the metadata say of the instance's future. */
export interface Notices {
  /** The state that Auto Scaling moves the instance to; undefined outside a group. */
  readonly targetState?: string;
  /** Why the worker should end; undefined while it should not. */
  readonly reason?: string;
  /** Milliseconds since 1970 by which the worker should have ended. */
  readonly deadline?: number;
}

/** Reads them, the one with a deadline first. */
export async function readNotices(metadata: InstanceMetadata, rebalance: boolean): Promise<Notices> {
  const targetState = (await metadata.read('autoscaling/target-lifecycle-state'))?.trim();
  const spot = await metadata.read('spot/instance-action');
  if (spot !== undefined) {
    return { targetState, ...spotNotice(spot) };
  }
  if (leavesService(targetState)) {
    return { targetState, reason: `Auto Scaling moves the instance to ${targetState}` };
  }
  if (rebalance && (await metadata.read('events/recommendations/rebalance')) !== undefined) {
    return { targetState, reason: 'EC2 recommends to replace this Spot instance' };
  }
  return { targetState };
}

/** `Warmed:...`: a warm pool's instance takes no work. One in `Standby` or `Detached` runs on, and so does its worker. */
export function leavesService(targetState: string | undefined): boolean {
  return targetState === 'Terminated' || targetState?.startsWith('Warmed:') === true;
}

/** `{"action": "terminate", "time": "2030-01-01T00:02:00Z"}`, two minutes ahead; `hibernate` begins at once. */
function spotNotice(text: string): Pick<Notices, 'reason' | 'deadline'> {
  const notice = objectOf(text);
  const action = typeof notice['action'] === 'string' ? notice['action'] : 'interrupt';
  const time = Date.parse(String(notice['time']));
  return {
    reason: `EC2 is going to ${action} this Spot instance`,
    ...(Number.isNaN(time) ? {} : { deadline: time - SPOT_MARGIN_MS }),
  };
}

/** A notice that cannot be read is a notice all the same. */
function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
