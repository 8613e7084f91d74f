import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import { transform } from 'sucrase';
import { LabError } from '../contract/scene';
import { packageNamed } from './packages';
import type { Timers } from './timers';

type Exports = Record<string, unknown>;
export type AnyFunction = (...args: unknown[]) => unknown;

/** The files of a learner's folder, compiled and run when they are asked for, with the cloud's time. */
export class Code {
  private readonly loaded = new Map<string, { exports: Exports }>();

  constructor(
    readonly directory: string,
    private readonly timers: Timers,
  ) {}

  /** What a file exports as a function or class. @throws LabError when it does not */
  exported(file: string, name: string): AnyFunction {
    const value = this.load(join(this.directory, file))[name];
    if (isFunction(value)) return value;
    throw new LabError(
      `'${file}' must export '${name}', and does not. The lab calls it. Put 'export' before it, or 'spillway labs reset' brings the start back.`,
    );
  }

  private load(path: string): Exports {
    const known = this.loaded.get(path);
    if (known !== undefined) return known.exports;
    const module: { exports: Exports } = { exports: {} };
    this.loaded.set(path, module);
    const { setTimeout, setInterval, clearTimeout, clearInterval } = this.timers;
    const scope = { setTimeout, setInterval, clearTimeout, clearInterval };
    const values = { module, exports: module.exports, require: this.requireFrom(path), __dirname: dirname(path) };
    const run = compileFunction(this.compile(path), [...Object.keys(values), ...Object.keys(scope)], {
      filename: path,
    });
    run(...Object.values(values), ...Object.values(scope));
    return module.exports;
  }

  /** Only strips the types, which `tsc` and editors check. */
  private compile(path: string): string {
    const name = relative(this.directory, path);
    if (!existsSync(path))
      throw new LabError(`The file '${name}' is missing. 'spillway labs reset' brings the start back.`);
    try {
      const { code } = transform(readFileSync(path, 'utf8'), {
        transforms: ['typescript', 'imports'],
        filePath: basename(path),
        preserveDynamicImport: true,
      });
      return code;
    } catch (error) {
      throw new LabError(`${name} is no TypeScript yet: ${error instanceof Error ? error.message : error}`);
    }
  }

  private requireFrom(path: string): (name: string) => unknown {
    return (name) => {
      if (!name.startsWith('.')) return packageNamed(name, this.timers);
      const wanted = join(dirname(path), name);
      return this.load(existsSync(`${wanted}.ts`) ? `${wanted}.ts` : wanted.replace(/\.js$/, '.ts'));
    };
  }
}

const isFunction = (value: unknown): value is AnyFunction => typeof value === 'function';
