import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `node bench/mutation/run.mjs [--mutate FILE]`: installs Stryker into this folder and runs it over the engine, with
// the engine's own tests and then, over what survives them, with all. What stands behind the command is Stryker's own.
const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, '..', '..');
const stryker = join(folder, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

if (!existsSync(stryker)) {
  // Its peer is jest, and that is the repository's.
  const install = ['ci', '--prefix', folder, '--legacy-peer-deps', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', install, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(1);
}
const args = ['run', join('bench', 'mutation', 'stryker.config.mjs'), ...process.argv.slice(2)];
for (const tests of ['engine', 'all']) {
  const env = { ...process.env, MUTATION_TESTS: tests };
  const { status } = spawnSync(process.execPath, [stryker, ...args], { cwd: root, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
