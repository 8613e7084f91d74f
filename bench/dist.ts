import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..');

/** A file of the build: what users run is what is measured. */
export function built(file: string): string {
  const path = join(root, 'dist', file);
  if (!existsSync(path)) throw new Error(`${path} is missing: run 'npm run build' first.`);
  return path;
}

export function builtLocalDoor(): typeof import('../local') {
  return require(built('local/index.js'));
}
