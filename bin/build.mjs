// `npm run build`: what the package publishes. One JavaScript file for each door, so that a door loads fast, with the
// declarations beside it. The constructs and the consumers import their peers; the local cloud and the command bring
// what they need with them, so that installing the constructs installs nothing else.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyDoor } from './build/lazy-door.mjs';
import { pruneDeclarations } from './build/prune-declarations.mjs';
import { thirdPartyLicenses } from './build/third-party-licenses.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
compileDeclarations();
pruneDeclarations(
  [
    'lib',
    'consumer',
    'consumer/dlq',
    'consumer/ec2',
    'consumer/idempotency',
    'consumer/encryption',
    'consumer/testing',
    'local',
  ].map((door) => join(dist, door, 'index.d.ts')),
);

const withPeers = { packages: 'external' };
await bundle('lib/index.ts', withPeers, 'lib/constructs.js');
writeFileSync(join(dist, 'lib', 'index.js'), lazyDoor('./constructs.js', join(dist, 'lib', 'constructs.js')));
await bundle('consumer/dlq/index.ts', withPeers);
for (const entry of ['index', 'ec2/index', 'idempotency/index', 'encryption/index', 'testing/index']) {
  const file = `consumer/${entry}.ts`;
  await bundle(file, { ...withPeers, plugins: [door(/^\.\.$/, '../index.js')] });
  // The condition "module", which only bundlers take: they leave out of a function what it does not use.
  const plugins = [door(/^\.\.$/, '../index.mjs')];
  await bundle(file, { ...withPeers, plugins, format: 'esm' }, file.replace(/\.ts$/, '.mjs'));
}
const bundled = [
  await bundle('local/index.ts', { external: ['esbuild'] }),
  await bundle('bin/spillway.ts', {
    external: ['./commands/start/apps', 'tsx'],
    plugins: [door(/^(\.\.\/)+local$/, '../local/index.js')],
  }),
  // Beside local/index.js, where local/compute/runtime-bundle.ts looks for it once it is part of that file.
  await bundle('local/compute/runtime/main.ts', {}, 'local/runtime/main.bundle.js'),
];
chmodSync(join(dist, 'bin', 'spillway.js'), 0o755);
copyLabs();
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), thirdPartyLicenses(root, bundled));

function compileDeclarations() {
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, 'tsconfig.build.json')],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}

/** What learners get copies of, and what it may become: the labs themselves are part of the command. */
function copyLabs() {
  const labs = join(root, 'labs');
  for (const folder of readdirSync(labs, { recursive: true, encoding: 'utf8' })) {
    if (/[/\\](start|solution)[^/\\]*$/.test(folder))
      cpSync(join(labs, folder), join(dist, 'labs', folder), { recursive: true });
  }
}

async function bundle(entry, options, outfile = entry.replace(/\.ts$/, '.js')) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join('dist', outfile),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    metafile: true,
    logLevel: 'warning',
    ...options,
  });
  return metafile;
}

/** Another door is used as it is, instead of carrying a copy: two copies of an error are two classes. */
function door(filter, path) {
  return {
    name: 'door',
    setup({ onResolve }) {
      onResolve({ filter }, () => ({ path, external: true }));
    },
  };
}
