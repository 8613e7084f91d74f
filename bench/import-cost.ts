import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { built, root } from './dist';
import { type Share, type Summary, shareOf, summarize } from './statistics';

export interface ImportCost {
  readonly script: string;
  /** Milliseconds of the whole process. */
  readonly without: Summary;
  readonly with: Summary;
  /** The script with the constructs as a share of the one without. */
  readonly share: Share;
}

/** The modules of aws-cdk-lib load their content when it is used, so importing them alone tells half of the truth. */
const useOfCdk = `
  const { App, Stack } = require('aws-cdk-lib');
  const stack = new Stack(new App(), 'Stack');
  new (require('aws-cdk-lib/aws-sqs').Queue)(stack, 'Queue');
  new (require('aws-cdk-lib/aws-s3').Bucket)(stack, 'Bucket');`;

export function measureImportCost(repetitions: number): readonly ImportCost[] {
  const door = JSON.stringify(built('lib/index.js'));
  const constructs = readFileSync(built('lib/constructs.js'), 'utf8');
  const imported = Array.from(
    constructs.matchAll(/require\("((?:aws-cdk-lib|constructs)[^"]*)"\)/g),
    ([, name]) => name,
  );
  const imports = Array.from(new Set(imported), (name) => `require('${name}');`).join('\n');
  return [
    compare('imports', imports, `${imports} require(${door});`, repetitions),
    compare(
      'imports and uses',
      imports + useOfCdk,
      `${imports}${useOfCdk} Object.values(require(${door}));`,
      repetitions,
    ),
  ];
}

function compare(script: string, without: string, withLib: string, repetitions: number): ImportCost {
  const times = { without: [] as number[], with: [] as number[] };
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    const first = run(without);
    const second = run(withLib);
    // The first time fills the file system's cache.
    if (repetition === 0) continue;
    times.without.push(first);
    times.with.push(second);
  }
  return {
    script,
    without: summarize(times.without),
    with: summarize(times.with),
    share: shareOf(times.with, times.without),
  };
}

function run(script: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
}
