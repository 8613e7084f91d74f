// What `npm start` and `npm test` run first. It needs nothing but Node and npm, so that a fresh clone works with
// no install step before it, and no `prestart`, so that it works with npm's `ignore-scripts=true` too.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.spillway-install');
const [task, ...args] = process.argv.slice(2);
const underNpm =
  process.env.npm_lifecycle_event === task && process.env.npm_package_json === join(root, 'package.json');

const tasks = {
  start: () => runSpillway(['start', ...args]),
  spillway: () => runSpillway(args),
  labs: () => runSpillway(['labs', ...args]),
  test: runJest,
};

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) fail(`Spillway needs Node.js 20 or newer, this is ${process.version}.`);
const run = tasks[task];
if (run === undefined) fail(`'${task}' is no task of the bootstrap: use start, spillway, labs or test.`);
if (task === 'start' && underNpm) refuseWhatNpmTook();
install();
// The SDK's notice about Node 20 is nothing that a user of the local cloud can act on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
run();

/** In this process, not in one of its own: a signal then reaches the command wherever it was sent to. */
function runSpillway(argv) {
  // npm changes to the package's folder; a path on the command line is meant from where it was typed.
  if (underNpm && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  const entry = join(root, 'bin', 'spillway.ts');
  const require = createRequire(import.meta.url);
  process.argv = [process.execPath, entry, ...argv];
  require('tsx/cjs');
  require(entry);
}

function runJest() {
  process.chdir(root);
  const require = createRequire(import.meta.url);
  const entry = require.resolve('jest/bin/jest');
  process.argv = [process.execPath, entry, ...args];
  require(entry);
}

/** `npm start --once` gives the option to npm, which drops it; the command would do something else than was asked. */
function refuseWhatNpmTook() {
  const taken = ['once', 'app', 'jobs', 'upload', 'out', 'port'].find(
    (name) => process.env[`npm_config_${name}`] !== undefined,
  );
  if (taken !== undefined) {
    fail(`npm took '--${taken}' for an option of its own. Put '--' before it: npm start -- --${taken}`);
  }
}

/** Installs what package-lock.json names, once for each of its contents. */
function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing dependencies (only when package-lock.json has changed) ...\n');
  const npm = process.env.npm_execpath;
  const [program, before] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  // Nothing here needs an install script: esbuild's and swc's programs come as packages of their own.
  // Not `npm ci`: it refuses a lock file that lacks other platforms' optional packages, which registry mirrors leave out.
  const result = spawnSync(
    program,
    [...before, 'install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root, stdio: ['ignore', 2, 2], shell: npm === undefined && process.platform === 'win32' },
  );
  if (result.status !== 0) fail('npm could not install the dependencies: see its message above.');
  writeFileSync(stamp, wanted);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
