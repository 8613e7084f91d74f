// What `npm start` and `npm test` run first. It needs nothing but Node and npm, so that a fresh clone works with
// no install step before it, and no `prestart`, so that it works with npm's `ignore-scripts=true` too.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.spillway-install');
const [task, ...args] = process.argv.slice(2);

const tasks = {
  start: ['--import', 'tsx', join(root, 'bin', 'spillway.ts'), 'start', ...args],
  spillway: ['--import', 'tsx', join(root, 'bin', 'spillway.ts'), ...args],
  test: [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...args],
};

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) fail(`Spillway needs Node.js 20 or newer, this is ${process.version}.`);
const command = tasks[task];
if (command === undefined) fail(`'${task}' is no task of the bootstrap: use start, spillway or test.`);
install();
// Ctrl-C reaches the command itself, which ends cleanly; this process only waits for it.
process.on('SIGINT', () => {});
const { status, signal } = spawnSync(process.execPath, command, {
  cwd: task === 'test' ? root : process.cwd(),
  stdio: 'inherit',
  env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
});
process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));

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
