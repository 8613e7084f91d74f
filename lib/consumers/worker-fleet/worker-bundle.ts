import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { check } from '../../guard/rule';
import { installedEsbuild, requireEsbuild } from '../esbuild';
import { nativeModules } from './native-modules';
import type { WorkerBundling } from './worker-fleet-props';

/** The file of the bundle. */
export const WORKER_FILE = 'worker.js';

/** In every bundle with `ec2Instance()`, minified or not. */
const WATCHES_INSTANCE = 'autoscaling/target-lifecycle-state';
/** In every one that calls `runWorker()`: what nobody calls is left out. */
const RUNS_WORKER = 'worker draining';

const NEEDS_ESBUILD = {
  why: 'The instances run one file, with everything in it that the worker imports',
  fix: "Run 'npm install --save-dev esbuild'",
};

/**
 * The worker with everything that it imports, as a zip in S3.
 *
 * @throws GuardError without esbuild, for a worker that does not watch its instance, and for native code
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
  const bundle = bundled(entry, bundling);
  check(scope, bundle, [
    {
      id: 'FleetWorkerInstance',
      prop: 'entry',
      value: () => entry,
      holds: ({ code }) => code.includes(WATCHES_INSTANCE) && code.includes(RUNS_WORKER),
      must: "a worker that calls runWorker with 'instance: ec2Instance()'",
      why: 'An instance comes into service when its worker says so, and waits for its drain: this one would never say it',
      fix: "Import ec2Instance of 'cdk-spillway/consumer/ec2', and give it to runWorker({ instance: ec2Instance(), ... })",
    },
    {
      id: 'FleetNativeModule',
      prop: 'entry',
      value: () => entry,
      holds: ({ inputs }) => nativeModules(inputs).length === 0,
      got: ({ inputs }) => `one that imports ${nativeModules(inputs).join(', ')}`,
      must: 'a worker without native code',
      why: 'A bundle has the JavaScript of a module only, and the instances may have another processor than this machine',
      fix:
        "Leave it out with 'bundling: { externalModules: [...] }', and give a 'machineImage' that has it in " +
        '/opt/node_modules, unless the worker does without',
    },
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'spillway-worker-'));
  try {
    writeFileSync(join(folder, WORKER_FILE), bundle.code);
    return new Asset(scope, 'Worker', { path: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Bundle {
  readonly code: string;
  /** The files that it was made of. */
  readonly inputs: readonly string[];
}

/** As esbuild says it. Its paths are relative to the entry's folder. */
interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The source map is in the file, with paths that do not depend on where it is written: the same code, the same asset. */
function bundled(entry: string, { minify = false, define, loader, externalModules = [] }: WorkerBundling): Bundle {
  const [file, absWorkingDir] = [resolve(entry), dirname(resolve(entry))];
  const bundleOf = (code: string, { inputs }: Metafile): Bundle => ({
    code,
    inputs: Object.keys(inputs).map((path) => resolve(absWorkingDir, path)),
  });
  const installed = installedEsbuild();
  if (installed !== undefined) {
    const { buildSync } = require(installed) as typeof import('esbuild');
    const { outputFiles, metafile } = buildSync({
      absWorkingDir,
      entryPoints: [file],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      sourcemap: 'inline',
      minify,
      define: { ...define },
      loader: { ...loader, ...NATIVE_LOADER },
      external: [...externalModules],
      logLevel: 'warning',
    });
    return bundleOf(outputFiles.map(({ text }) => text).join(''), metafile);
  }
  const { execFileSync } = require('node:child_process') as typeof import('node:child_process');
  const options = [
    ...(minify ? ['--minify'] : []),
    ...Object.entries(define ?? {}).map(([name, value]) => `--define:${name}=${value}`),
    ...Object.entries({ ...loader, ...NATIVE_LOADER }).map(([ending, kind]) => `--loader:${ending}=${kind}`),
    ...externalModules.map((name) => `--external:${name}`),
  ];
  const fixed = ['--bundle', '--platform=node', '--format=cjs', '--target=node22', '--log-level=warning'];
  const run = (...more: readonly string[]) =>
    execFileSync('esbuild', [file, ...fixed, ...options, ...more], {
      cwd: absWorkingDir,
      encoding: 'utf8',
      maxBuffer: Number.POSITIVE_INFINITY,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const folder = mkdtempSync(join(tmpdir(), 'spillway-worker-'));
  const metafile = join(folder, 'meta.json');
  try {
    // Only what is written to a file has a metafile, and the paths of its source map would depend on that file.
    run(`--outfile=${join(folder, WORKER_FILE)}`, `--metafile=${metafile}`);
    return bundleOf(run('--sourcemap=inline'), JSON.parse(readFileSync(metafile, 'utf8')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What esbuild would refuse without saying what to do about it. */
const NATIVE_LOADER = { '.node': 'empty' } as const;
