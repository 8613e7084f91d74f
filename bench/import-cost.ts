import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { built, root } from './dist';
import { type Summary, summarize } from './statistics';

export interface ImportCost {
  /** Milliseconds of the whole process. */
  readonly without: Summary;
  readonly with: Summary;
  /** What the constructs add, as a share, pair by pair. */
  readonly added: Summary;
}

/** A script that imports what the constructs import from aws-cdk-lib, and one that imports the constructs as well. */
export function measureImportCost(repetitions: number): ImportCost {
  const lib = built('lib/index.js');
  const imported = new Set(
    Array.from(
      readFileSync(lib, 'utf8').matchAll(/require\("((?:aws-cdk-lib|constructs)[^"]*)"\)/g),
      ([, name]) => name,
    ),
  );
  const script = [...imported].map((name) => `require('${name}');`).join('');
  const times = { without: [] as number[], with: [] as number[] };
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    const without = run(script);
    const withLib = run(`${script}require(${JSON.stringify(lib)});`);
    // The first time fills the file system's cache.
    if (repetition === 0) continue;
    times.without.push(without);
    times.with.push(withLib);
  }
  return {
    without: summarize(times.without),
    with: summarize(times.with),
    added: summarize(times.with.map((time, index) => time / (times.without[index] as number) - 1)),
  };
}

function run(script: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}
