import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Bundles a file as the construct does, for two reasons: `file-type` is ESM only, which jest cannot load, and the
 * bundle is what runs on Lambda.
 */
export function bundle(entry: string): { readonly file: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'spillway-bundle-'));
  const file = join(directory, 'index.js');
  buildSync({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['@aws-sdk/*', '@smithy/*'],
    logLevel: 'error',
  });
  return { file, remove: () => rmSync(directory, { recursive: true }) };
}
