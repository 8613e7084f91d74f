import type { Random } from '../kernel/random';

const RANDOM_LENGTH = 12;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABET = `${LETTERS.toUpperCase()}${LETTERS}0123456789`;

export interface PhysicalNameOptions {
  readonly lowerCase?: boolean;
  /** What the name must end in, such as `.fifo`. */
  readonly suffix?: string;
}

/** A name as CloudFormation generates it, `<stack>-<logical id>-<random>`; both parts are shortened where it is too long. */
export function physicalName(
  stackName: string,
  logicalId: string,
  maxLength: number,
  random: Random,
  { lowerCase = false, suffix = '' }: PhysicalNameOptions = {},
): string {
  const room = maxLength - RANDOM_LENGTH - suffix.length - 2;
  const half = Math.floor(room / 2);
  const stack = stackName.slice(0, Math.max(half, room - logicalId.length));
  const resource = logicalId.slice(0, room - stack.length);
  const name = `${stack}-${resource}-${random.alphanumeric(RANDOM_LENGTH, ALPHABET)}`;
  return `${lowerCase ? name.toLowerCase() : name}${suffix}`;
}
