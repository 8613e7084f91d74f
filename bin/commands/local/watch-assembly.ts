import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A synthesis writes many files; what changed is deployed when they have come to rest for this long. */
const rest = 300;

/**
 * Calls `onChange` whenever a synthesis has rewritten the assembly in `directory`; returns the function that ends it.
 * It looks at the files again and again: the system's own notices are lost when the folder itself is replaced.
 */
export function watchAssembly(directory: string, onChange: () => Promise<void>): () => void {
  let deployed = fingerprint(directory);
  let lastSeen = deployed;
  let busy = false;
  const look = async (): Promise<void> => {
    if (busy) return;
    const seen = fingerprint(directory);
    const atRest = seen === lastSeen;
    lastSeen = seen;
    if (!atRest || seen === deployed || seen === undefined) return;
    busy = true;
    deployed = seen;
    await onChange();
    busy = false;
  };
  const interval = setInterval(look, rest);
  return () => clearInterval(interval);
}

/**
 * When the files that describe the assembly were written; undefined while there is no manifest. Assets need no look:
 * their names are made of their contents, and stand in the templates.
 */
function fingerprint(directory: string): string | undefined {
  try {
    const described = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return entry.name.startsWith('assembly-') ? described(path) : [];
        if (!entry.name.endsWith('.json')) return [];
        const { mtimeMs, size } = statSync(path);
        return [`${path} ${mtimeMs} ${size}`];
      });
    statSync(join(directory, 'manifest.json'));
    return described(directory).sort().join('\n');
  } catch {
    // It is being replaced right now.
    return undefined;
  }
}
