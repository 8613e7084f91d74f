import { createHash } from 'node:crypto';
import type { Principal } from '../../../../model/policy/request';

/** One string per caller: messages share it. */
const known = new Map<string, string>();

/**
 * The caller as SQS writes it on a message: the account for its administrator, the unique id of a user, the id of
 * a role with the session's name. The ids follow from the ARNs.
 */
export function senderIdOf(principal: Principal): string {
  if (principal.kind === 'anonymous') return 'ANONYMOUS';
  const name = principal.kind === 'service' ? principal.service : principal.arn;
  let id = known.get(name);
  if (id === undefined) {
    id = derive(principal, name);
    known.set(name, id);
  }
  return id;
}

function derive(principal: Exclude<Principal, { kind: 'anonymous' }>, name: string): string {
  switch (principal.kind) {
    case 'account':
      return principal.account;
    case 'role':
      return `${uniqueId('AROA', principal.roleArn)}:${principal.arn.split('/').at(-1)}`;
    default:
      return uniqueId('AIDA', name);
  }
}

function uniqueId(prefix: string, name: string): string {
  const digest = createHash('sha256').update(name).digest();
  return prefix + Array.from(digest.subarray(0, 17), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('');
}
