import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

let path: string | undefined;

/**
 * The program of an execution environment, as one JavaScript file: bundled with the package, or, in a checkout,
 * from its sources by esbuild (some 30 ms, once for each content).
 */
export function runtimeBundle(): string {
  path ??= built() ?? bundle();
  return path;
}

function built(): string | undefined {
  const file = join(__dirname, 'runtime', 'main.bundle.js');
  return existsSync(file) ? file : undefined;
}

function bundle(): string {
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'runtime', 'main.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const file = join(tmpdir(), `spillway-runtime-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.js`);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    // Several processes may do this at once: a rename shows each of them a whole file.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
  }
  return file;
}

/** Where functions find what AWS's runtime supplies: the folders from which this package itself loads the SDK. */
export function suppliedModules(): string {
  return (require.resolve.paths('@aws-sdk/client-sqs') ?? []).filter(existsSync).join(':');
}
