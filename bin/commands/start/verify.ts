import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { CatalogueDocument } from '../../../lambda/catalogue/document';
import type { DeadLetter } from './dead-letters';
import type { LocalFile } from './folder';

export interface Missing {
  readonly key: string;
  readonly problem: string;
}

/** The files that are neither in the catalogue, with the digest of the file on disk, nor in a dead letter. */
export async function findMissing(
  files: readonly LocalFile[],
  documents: readonly CatalogueDocument[],
  letters: readonly DeadLetter[],
): Promise<readonly Missing[]> {
  const digests = new Map(documents.map(({ key, sha256 }) => [key, sha256]));
  const deadLettered = new Set(letters.flatMap(({ keys }) => keys));
  const missing: Missing[] = [];
  for (const { key, path } of files) {
    const digest = digests.get(key);
    if (digest === undefined) {
      if (!deadLettered.has(key))
        missing.push({ key, problem: 'neither in the catalogue nor in the dead-letter queue' });
    } else if (digest !== (await sha256(path))) {
      missing.push({ key, problem: 'in the catalogue with another digest than the file on disk' });
    }
  }
  return missing;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
