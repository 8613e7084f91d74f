import { createHash } from 'node:crypto';
import { OBJECT_KEY } from '../../model/limits/s3';

/** What the catalogue knows about one object. */
export interface CatalogueDocument {
  readonly key: string;
  readonly bucket: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly mediaType: string;
  /** Rows of a CSV file without its header, elements of a JSON array (1 for any other JSON), lines of a JSON Lines file. */
  readonly records?: number;
  readonly eTag?: string;
  readonly sequencer: string;
  /** ISO 8601. */
  readonly cataloguedAt: string;
}

/** Where the catalogue keeps an object's document: a key has at most 1,024 bytes, and `.json` needs five. */
export function documentKey(objectKey: string): string {
  const key = `${objectKey}.json`;
  return Buffer.byteLength(key) <= OBJECT_KEY.max
    ? key
    : `long-keys/${createHash('sha256').update(objectKey).digest('hex')}.json`;
}
