import type { Lab } from '../contract';
import type { Rehearsal } from './rehearsal';

/** In seconds of waiting. Longer stories are for virtual time. */
const LONGEST = 3_600;

/** Why a lab cannot be played in somebody's account; undefined when it can. */
export function obstacle({ slug, checkNames, inAccount }: Lab, rehearsal: Rehearsal): string | undefined {
  const { seconds, otherAccounts } = rehearsal;
  if (seconds > LONGEST) {
    return `'${slug}' cannot be played in an account: its story takes ${spell(seconds)}, and AWS's time cannot be moved. An hour is the most that is waited for. On the local cloud time is virtual.`;
  }
  const judged = checkNames.filter((name) => !inAccount?.without.includes(name));
  if (judged.length === 0) return `'${slug}' cannot be played in an account: ${inAccount?.because}`;
  if (otherAccounts.length > 0 && inAccount === undefined) {
    return `'${slug}' cannot be played in an account: its story needs clients of the accounts ${otherAccounts.join(', ')} as well.`;
  }
  return undefined;
}

export function spell(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? ['second', 1];
  const count = Math.round(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
