import { createHash } from 'node:crypto';
import type { MessageAttribute, MessageAttributes } from '../model/message';

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** The content-based deduplication id of a FIFO message. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const STRING = Buffer.of(1);
const BINARY = Buffer.of(2);

/**
 * As "Calculating the MD5 message digest for message attributes" in the SQS Developer Guide has it: by name, each
 * of name, type and value with its length in four bytes, and one byte between type and value for the value's kind.
 */
export function md5OfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  if (attributes === undefined) return undefined;
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (value: string | Uint8Array): void => {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { dataType, value } = attributes[name] as MessageAttribute;
    add(name);
    add(dataType);
    hash.update(typeof value === 'string' ? STRING : BINARY);
    add(value);
  }
  return hash.digest('hex');
}
