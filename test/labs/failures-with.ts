import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../labs/contract';
import { labFolder } from '../../labs/runner/folders';
import { runLab } from '../../labs/runner/run-lab';

export type Change = readonly [from: string | RegExp, to: string];

/** Which checks fail with what observation, when a file of a solution, or of the start, is written otherwise. */
export async function failuresWith(lab: Lab, part: string, file: string, ...changes: readonly Change[]) {
  const folder = mkdtempSync(join(tmpdir(), 'labs-'));
  try {
    cpSync(labFolder(lab.slug, part), folder, { recursive: true });
    const path = join(folder, file);
    let text = readFileSync(path, 'utf8');
    for (const [from, to] of changes) {
      expect(text).toMatch(from);
      text = text.replace(from, to);
    }
    writeFileSync(path, text);
    const { results } = await runLab(lab, folder);
    return results.filter(({ status }) => status === 'fail').map(({ name, observed }) => `${name}: ${observed}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
