import { accessSync, constants, type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OBJECT_KEY } from '../../../model/limits/s3';
import { UsageError } from '../../usage-error';

/** A file that is to be uploaded. */
export interface LocalFile {
  readonly path: string;
  /** Its path within the folder, with slashes: the object's key. */
  readonly key: string;
  readonly bytes: number;
}

/** All files of a folder and the folders in it, in the order of their keys. Links are followed, but not in circles. */
export function listFiles(folder: string): readonly LocalFile[] {
  const files: LocalFile[] = [];
  walk(folder, '', new Set(), files);
  if (files.length === 0)
    throw new UsageError(`'--upload' must be a folder with files in it, got '${folder}', which has none.`);
  return files.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function walk(directory: string, prefix: string, above: ReadonlySet<string>, files: LocalFile[]): void {
  const real = realpathSync(directory);
  if (above.has(real)) return;
  for (const entry of entriesOf(directory)) {
    const path = join(directory, entry.name);
    const key = prefix + entry.name;
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) throw new UsageError(cannotBeFound(path, entry));
    if (status.isDirectory()) walk(path, `${key}/`, new Set([...above, real]), files);
    else if (status.isFile()) files.push(check({ path, key, bytes: status.size }));
  }
}

function cannotBeFound(path: string, entry: Dirent): string {
  return entry.isSymbolicLink()
    ? `${path} is a link that leads nowhere. Remove it or mend it; nothing was uploaded.`
    : `The name of ${path} is not UTF-8, and an object's key must be. Rename it; nothing was uploaded.`;
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`The folder ${directory} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}

function check(file: LocalFile): LocalFile {
  const length = Buffer.byteLength(file.key);
  if (length > OBJECT_KEY.max) {
    throw new UsageError(
      `An object's key must have at most ${OBJECT_KEY.max} bytes in UTF-8, '${file.key}' has ${length}. That is S3's limit. Shorten the names or upload a folder further down.`,
    );
  }
  try {
    accessSync(file.path, constants.R_OK);
  } catch {
    throw new UsageError(
      `The file ${file.path} cannot be read by this user. Make it readable or move it elsewhere; nothing was uploaded.`,
    );
  }
  return file;
}
