import { createHash } from 'node:crypto';
import type { Principal } from '../../../../model/policy/request';

/** The 64 digits by which S3 names an account; AWS chooses them, here they follow from the account. */
export function canonicalUserId(account: string): string {
  return createHash('sha256').update(`canonical user of ${account}`).digest('hex');
}

/** The shorter form of an owner that event records carry. */
export function ownerPrincipalId(account: string): string {
  return `A${base36(`owner ${account}`, 13)}`;
}

/** Who caused an event, as its record says: an IAM id, followed by the session of a role. */
export function eventPrincipalId(principal: Principal): string {
  switch (principal.kind) {
    case 'role':
      return `AWS:AROA${base36(principal.roleArn, 17)}:${principal.arn.split('/').at(-1) ?? ''}`;
    case 'user':
      return `AWS:AIDA${base36(principal.arn, 17)}`;
    case 'account':
      return `AWS:${principal.account}`;
    case 'service':
      return `AWS:${principal.service}`;
    case 'anonymous':
      return 'Anonymous';
  }
}

function base36(text: string, length: number): string {
  const number = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
  return number.toString(36).toUpperCase().slice(-length);
}
