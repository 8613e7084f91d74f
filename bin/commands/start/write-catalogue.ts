import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { CatalogueDocument } from '../../../lambda/catalogue/document';

/** Writes the documents as JSON Lines; the file appears whole or not at all. */
export function writeCatalogue(file: string, documents: readonly CatalogueDocument[]): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
