import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../../kernel/random';
import { invalidCiphertext } from './errors';
import type { Key } from './key';

export type EncryptionContext = Readonly<Record<string, string>>;

/** A blob is: this byte, the key's id, the initialization vector, the tag, the encrypted bytes. */
const FORMAT = 1;
const ID = { start: 1, end: 17 } as const;
const IV = { start: 17, end: 29 } as const;
const TAG = { start: 29, end: 45 } as const;
const ALGORITHM = 'aes-256-gcm';

/** AES-256-GCM with the encryption context as additional authenticated data, as KMS does it. */
export function encrypt(key: Key, plaintext: Uint8Array, context: EncryptionContext, random: Random): Buffer {
  const iv = random.bytes(IV.end - IV.start);
  const head = Buffer.concat([Buffer.of(FORMAT), Buffer.from(key.identity.id.replaceAll('-', ''), 'hex')]);
  const cipher = createCipheriv(ALGORITHM, key.material, iv).setAAD(authenticated(head, context));
  const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([head, iv, cipher.getAuthTag(), encrypted]);
}

/** @throws InvalidCiphertextException */
export function decrypt(key: Key, blob: Buffer, context: EncryptionContext): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key.material, blob.subarray(IV.start, IV.end))
    .setAAD(authenticated(blob.subarray(0, ID.end), context))
    .setAuthTag(blob.subarray(TAG.start, TAG.end));
  try {
    return Buffer.concat([decipher.update(blob.subarray(TAG.end)), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}

/**
 * The id of the key that a blob was encrypted under: KMS knows it without being told.
 * @throws InvalidCiphertextException
 */
export function keyIdOf(blob: Buffer): string {
  if (blob.length <= TAG.end || blob[0] !== FORMAT) throw invalidCiphertext();
  const hex = blob.toString('hex', ID.start, ID.end);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The order of a context's members does not matter. */
function authenticated(head: Buffer, context: EncryptionContext): Buffer {
  const members = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat([head, Buffer.from(JSON.stringify(members))]);
}
