import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const REPOSITORY = join(__dirname, '..', '..');

/** A slip that somebody made or could make, as a patch that `git apply` takes. */
export interface SeededDefect {
  /** Its file's name without `.patch`. */
  readonly name: string;
  readonly path: string;
  readonly defect: string;
  /** Where it was seen, or what would happen. */
  readonly seen: string;
  /** Test files, one of which must fail. */
  readonly killedBy: readonly string[];
  /** Source files that it changes. */
  readonly changes: readonly string[];
}

/** All of them, by number. What stands before a patch's `diff` line describes it, and `git apply` passes over it. */
export function seededDefects(): readonly SeededDefect[] {
  return readdirSync(__dirname)
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => {
      const path = join(__dirname, file);
      const text = readFileSync(path, 'utf8');
      const header = text.slice(0, text.indexOf('diff --git'));
      const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(header)?.[1] ?? '';
      return {
        name: file.replace(/\.patch$/, ''),
        path,
        defect: field('Defect'),
        seen: field('Seen'),
        killedBy: field('Killed by').split(', '),
        changes: Array.from(text.matchAll(/^\+\+\+ b\/(.+)$/gm), ([, changed = '']) => changed),
      };
    });
}
