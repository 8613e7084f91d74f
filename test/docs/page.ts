import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** Every page that somebody wrote, by its path from the root: `API.md` is made from the declarations. */
export const pages: readonly string[] = ['.', 'docs', 'docs/constructs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md') && name !== 'API.md')
    .map((name) => join(folder, name)),
);

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The lines of the first table under a heading, without its head. */
export function tableUnder(page: string, heading: string): readonly string[] {
  return firstUnder(page, heading, '|').slice(2);
}

/** The items of the first list under a heading. */
export function listUnder(page: string, heading: string): readonly string[] {
  return firstUnder(page, heading, '- ');
}

/** The first lines in a row that begin with `mark`. */
function firstUnder(page: string, heading: string, mark: string): readonly string[] {
  const lines = read(page).split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start < 0) throw new Error(`${page} has no heading '${heading}'.`);
  const first = lines.findIndex((line, index) => index > start && line.startsWith(mark));
  const end = lines.findIndex((line, index) => index > first && !line.startsWith(mark));
  return lines.slice(first, end);
}
