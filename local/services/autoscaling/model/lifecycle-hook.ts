export const TRANSITIONS = ['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'] as const;
export type LifecycleTransition = (typeof TRANSITIONS)[number];

export const ACTION_RESULTS = ['CONTINUE', 'ABANDON'] as const;
export type ActionResult = (typeof ACTION_RESULTS)[number];

/** "Considerations and limitations for lifecycle hooks": with all heartbeats an instance waits 48 hours, or 100 timeouts. */
const LONGEST_WAIT_SECONDS = 48 * 3600;
const LONGEST_WAIT_TIMEOUTS = 100;

export interface LifecycleHook {
  readonly name: string;
  readonly transition: LifecycleTransition;
  /** Seconds. */
  readonly heartbeatTimeout: number;
  /** What happens when nobody answers in time. */
  readonly defaultResult: ActionResult;
}

/** One instance that waits for one hook's answer. */
export interface LifecycleAction {
  readonly token: string;
  readonly hook: LifecycleHook;
  /** Heartbeats do not reach beyond it. */
  readonly limit: number;
  /** When the default result is taken. */
  deadline: number;
}

/** Seconds. */
export function longestWait({ heartbeatTimeout }: LifecycleHook): number {
  return Math.min(LONGEST_WAIT_SECONDS, LONGEST_WAIT_TIMEOUTS * heartbeatTimeout);
}

export function beginAction(hook: LifecycleHook, token: string, now: number): LifecycleAction {
  return { token, hook, limit: now + longestWait(hook) * 1000, deadline: now + hook.heartbeatTimeout * 1000 };
}

export function prolong(action: LifecycleAction, now: number): void {
  action.deadline = Math.min(now + action.hook.heartbeatTimeout * 1000, action.limit);
}
