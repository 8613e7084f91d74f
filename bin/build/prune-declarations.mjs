import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Keeps the declarations that a door leads to; the compiler writes one for every file that it has seen. */
export function pruneDeclarations(doors) {
  const reached = new Set();
  for (const waiting = [...doors]; waiting.length > 0; ) {
    const file = waiting.pop();
    if (reached.has(file)) continue;
    reached.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()["'](\.[^"']*)["']/g)) {
      const target = resolve(dirname(file), path);
      waiting.push([`${target}.d.ts`, join(target, 'index.d.ts')].find(existsSync));
    }
  }
  removeOthers(dirname(dirname(doors[0])), reached);
}

function removeOthers(directory, kept) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) removeOthers(path, kept);
    else if (!kept.has(path)) rmSync(path);
  }
  if (readdirSync(directory).length === 0) rmdirSync(directory);
}
