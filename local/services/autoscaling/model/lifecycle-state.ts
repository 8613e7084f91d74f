/** "Amazon EC2 Auto Scaling instance lifecycle": where an instance of a group is on its way. */
export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'EnteringStandby'
  | 'Standby'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | 'Terminated';

/** On its way into service: launched, not yet working. */
export function isPending(state: LifecycleState): boolean {
  return state.startsWith('Pending');
}

/** On its way out: it no longer counts toward the desired capacity. */
export function isLeaving(state: LifecycleState): boolean {
  return state.startsWith('Terminat');
}

/**
 * "Retrieve the target lifecycle state through instance metadata": what the instance itself is told, which is where it
 * is going.
 */
export function targetState(state: LifecycleState): LifecycleState {
  if (isPending(state)) return 'InService';
  if (isLeaving(state)) return 'Terminated';
  return state === 'EnteringStandby' ? 'Standby' : state;
}
