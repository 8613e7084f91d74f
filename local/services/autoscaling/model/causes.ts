import { causeTime } from './activity';

/** The texts in which a group says why it did something, as AWS words them in the causes of activities. */
export const BY_DIFFERENCE = 'in response to a difference between desired and actual capacity';

export function capacityChanged(cause: string, from: number, to: number, now: number): string {
  return `At ${causeTime(now)} ${cause} changing the desired capacity from ${from} to ${to}. `;
}

export function started(whyWanted: string, from: number, to: number, now: number): string {
  return `${whyWanted}At ${causeTime(now)} an instance was started ${BY_DIFFERENCE}, increasing the capacity from ${from} to ${to}.`;
}

export function selected(whyWanted: string, id: string, from: number, to: number, now: number): string {
  const at = `At ${causeTime(now)}`;
  return `${whyWanted}${at} an instance was taken out of service ${BY_DIFFERENCE}, shrinking the capacity from ${from} to ${to}. ${at} instance ${id} was selected for termination.`;
}

export function takenOut(why: string, now: number): string {
  return `At ${causeTime(now)} an instance was taken out of service ${why}.`;
}

export const ALL_PROTECTED =
  'Could not scale to desired capacity because all remaining instances are protected from scale-in.';

export function belowMinimum(minSize: number): string {
  return `Currently, desiredSize equals minSize (${minSize}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`;
}
