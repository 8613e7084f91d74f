import { existsSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Packages that find or load the compiled part of those that depend on them. */
const LOADERS = ['bindings', 'node-gyp-build', 'node-gyp-build-optional-packages', 'prebuild-install', 'nan'];
const LOADER_PATTERN = /(?:^|\/)node-pre-gyp$/;
/** `@img/sharp-linux-x64`: one package for each platform, of which npm installs the one that fits this machine. */
const FOR_A_PLATFORM = /(?:linux|darwin|win32)[-_](?:x64|arm64|ia32|arm)/;

interface PackageFile {
  readonly gypfile?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The packages with native code among those that files of a bundle belong to, by name. */
export function nativeModules(files: readonly string[]): readonly string[] {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  const withNodeFile = files.filter((file) => file.endsWith('.node')).map((file) => packageFolder(file) ?? file);
  const native = [...folders].filter(isNative);
  return [...new Set([...native, ...withNodeFile])].map(nameOf).sort();
}

/** Of `/app/node_modules/@scope/name/lib/index.js` the part to the name; undefined for a file of the app itself. */
function packageFolder(file: string): string | undefined {
  const parts = file.split(sep);
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) {
    return undefined;
  }
  return parts.slice(0, at + (parts[at + 1]?.startsWith('@') ? 3 : 2)).join(sep);
}

function isNative(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) {
    return false;
  }
  const { gypfile, dependencies = {}, optionalDependencies = {} }: PackageFile = JSON.parse(readFileSync(file, 'utf8'));
  return (
    gypfile === true ||
    existsSync(join(folder, 'binding.gyp')) ||
    Object.keys(dependencies).some((name) => LOADERS.includes(name) || LOADER_PATTERN.test(name)) ||
    Object.keys(optionalDependencies).some((name) => FOR_A_PLATFORM.test(name))
  );
}

function nameOf(folder: string): string {
  const parts = folder.split(sep);
  return parts.slice(parts.lastIndexOf('node_modules') + 1).join('/');
}
