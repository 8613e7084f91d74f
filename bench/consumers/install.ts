import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { built, root } from '../dist';

const folder = join(root, 'bench', 'consumers');
const modules = join(folder, 'node_modules');

/** Installs the libraries that `package.json` pins, unless they are there, and puts the build beside them. */
export function install(): { readonly node: string; readonly versions: ReadonlyMap<string, string> } {
  const { dependencies } = manifest(folder);
  const pinned = Object.entries(dependencies ?? {});
  if (pinned.some(([name, version]) => versionOf(name) !== version)) {
    const npm = process.env['npm_execpath'];
    const [program, before] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
    const { status } = spawnSync(program, [...before, 'ci', '--prefix', folder], { stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error(`'npm ci --prefix ${folder}' ended with exit code ${status}.`);
  }
  const own = join(modules, 'cdk-spillway');
  rmSync(own, { recursive: true, force: true });
  mkdirSync(join(own, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(own, 'package.json'));
  cpSync(join(built('consumer/index.js'), '..'), join(own, 'dist', 'consumer'), { recursive: true });
  return {
    node: join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    versions: new Map(pinned),
  };
}

function versionOf(name: string): string | undefined {
  const path = join(modules, name);
  return existsSync(path) ? manifest(path).version : undefined;
}

function manifest(path: string): {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
} {
  return JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
}
