import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { check } from '../../guard/rule';
import { installedEsbuild, requireEsbuild } from '../esbuild';
import type { WorkerBundling } from './worker-fleet-props';

/** The file of the bundle. */
export const WORKER_FILE = 'worker.js';

/** In every bundle with `ec2Instance()`, minified or not. */
const WATCHES_INSTANCE = 'autoscaling/target-lifecycle-state';

const NEEDS_ESBUILD = {
  why: 'The instances run one file, with everything in it that the worker imports',
  fix: "Run 'npm install --save-dev esbuild'",
};

/**
 * The worker with everything that it imports, as a zip in S3.
 *
 * @throws GuardError without esbuild, and for a worker that does not watch its instance
 */
export function bundleWorker(
  scope: Construct,
  entry: string,
  bundling: WorkerBundling = {},
  isPresent?: () => boolean,
): Asset {
  requireEsbuild(scope, undefined, isPresent, NEEDS_ESBUILD);
  if (!Stack.of(scope).bundlingRequired) {
    // As for `cdk list`: nobody deploys this one.
    return new Asset(scope, 'Worker', { path: entry });
  }
  const code = bundled(entry, bundling);
  check(scope, code, [
    {
      id: 'FleetWorkerInstance',
      prop: 'entry',
      value: () => entry,
      holds: (text) => text.includes(WATCHES_INSTANCE),
      must: "a worker with 'instance: ec2Instance()'",
      why: 'An instance comes into service when its worker says so, and waits for its drain: this one would never say it',
      fix: "Import ec2Instance of 'cdk-spillway/consumer/ec2', and give it to runWorker({ instance: ec2Instance(), ... })",
    },
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'spillway-worker-'));
  try {
    writeFileSync(join(folder, WORKER_FILE), code);
    return new Asset(scope, 'Worker', { path: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The source map is in the file, with paths that do not depend on where it is written: the same code, the same asset. */
function bundled(entry: string, { minify = false, define, loader, externalModules = [] }: WorkerBundling): string {
  const [file, absWorkingDir] = [resolve(entry), dirname(resolve(entry))];
  const installed = installedEsbuild();
  if (installed !== undefined) {
    const { buildSync } = require(installed) as typeof import('esbuild');
    const { outputFiles } = buildSync({
      absWorkingDir,
      entryPoints: [file],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      sourcemap: 'inline',
      minify,
      define: { ...define },
      loader: { ...loader },
      external: [...externalModules],
      logLevel: 'warning',
    });
    return outputFiles.map(({ text }) => text).join('');
  }
  const { execFileSync } = require('node:child_process') as typeof import('node:child_process');
  const options = [
    ...(minify ? ['--minify'] : []),
    ...Object.entries(define ?? {}).map(([name, value]) => `--define:${name}=${value}`),
    ...Object.entries(loader ?? {}).map(([ending, kind]) => `--loader:${ending}=${kind}`),
    ...externalModules.map((name) => `--external:${name}`),
  ];
  const fixed = ['--bundle', '--platform=node', '--format=cjs', '--target=node22', '--sourcemap=inline'];
  return execFileSync('esbuild', [file, ...fixed, '--log-level=warning', ...options], {
    cwd: absWorkingDir,
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
