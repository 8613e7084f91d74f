import type { Principal } from './request';
import type { Applied } from './verdict';

const LISTED = 3;

/** `a`, `a or b`, `a, b or c`; of a longer list the first three and how many more there are. */
export function listed(values: readonly string[]): string {
  return enumerated(values, 'or') || 'nothing';
}

/** {@link listed} with `and`. */
export function joined(values: readonly string[]): string {
  return enumerated(values, 'and');
}

/** As a sentence names a statement, after the word statement. */
export function statementName({ policy, statement }: Applied): string {
  return `${statement.title} of ${policy.name}`;
}

/** A principal as a sentence names it. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'service':
      return `service ${principal.service}`;
    case 'anonymous':
      return 'an anonymous caller';
    case 'role':
      return `role ${principal.roleArn}`;
    default:
      return `${principal.kind} ${principal.arn}`;
  }
}

function enumerated(values: readonly string[], word: string): string {
  const shown = values.length > LISTED ? [...values.slice(0, LISTED), `${values.length - LISTED} more`] : values;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1)}`;
}
