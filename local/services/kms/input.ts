import type { Limit } from '../../../model/limits/limit';
import { isWithin } from '../../../model/limits/limit';
import type { EncryptionContext } from './ciphertext';
import { notImplemented, refuse } from './errors';

/** Bytes of a length that KMS takes. */
export function bytesOf(member: string, value: Uint8Array | undefined, limit: Limit): Buffer {
  if (value === undefined) throw refuse(member, value, 'not be null');
  const shown = `${value.byteLength} bytes`;
  if (value.byteLength < limit.min) throw refuse(member, shown, `have length greater than or equal to ${limit.min}`);
  if (value.byteLength > limit.max) throw refuse(member, shown, `have length less than or equal to ${limit.max}`);
  return Buffer.from(value);
}

/** A number within its range. */
export function numberOf(member: string, value: number, limit: Limit): number {
  if (isWithin(limit, value)) return value;
  throw value < limit.min
    ? refuse(member, value, `have value greater than or equal to ${limit.min}`)
    : refuse(member, value, `have value less than or equal to ${limit.max}`);
}

/** What the cryptographic actions have in common. */
export interface CryptographicInput {
  readonly EncryptionContext?: EncryptionContext;
  readonly EncryptionAlgorithm?: string;
  readonly GrantTokens?: readonly string[];
  readonly Recipient?: unknown;
  readonly DryRun?: boolean;
}

/** Refuses what would change the result and is not there. */
export function refuseUnknown(action: string, input: CryptographicInput): void {
  if ((input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT') !== 'SYMMETRIC_DEFAULT') {
    throw notImplemented(action, 'EncryptionAlgorithm');
  }
  if (input.GrantTokens !== undefined && input.GrantTokens.length > 0) throw notImplemented(action, 'GrantTokens');
  if (input.Recipient !== undefined) throw notImplemented(action, 'Recipient');
  if (input.DryRun) throw notImplemented(action, 'DryRun');
}
