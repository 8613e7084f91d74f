import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the labs' own files are: beside this folder in a checkout, beside the command in the package. */
const candidates = [join(__dirname, '..'), join(__dirname, '..', 'labs')];

export function labFolder(slug: string, part: string): string {
  const folder = candidates.map((labs) => join(labs, slug, part)).find((path) => existsSync(path));
  if (folder === undefined) throw new Error(`The files of the lab '${slug}' are missing: ${part}.`);
  return folder;
}
