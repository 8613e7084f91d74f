import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPOSITORY, type SeededDefect } from '../../test/defects/seeded-defects';

/** A defect that makes the tests hang is found as well: nobody waits longer for a suite. */
const TIME_LIMIT_MS = 300_000;

export type Verdict =
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'survived' }
  /** The defect is none that a person could have made, or its patch is out of date. */
  | { readonly kind: 'error'; readonly why: string };

interface Run {
  readonly output: string;
  readonly hung: boolean;
}

/** A copy of the working tree, in which one defect after the other is tried. */
export class Lane {
  private readonly root = mkdtempSync(join(tmpdir(), 'spillway-defects-'));
  private knownTypeErrors = new Set<string>();

  constructor() {
    for (const file of tracked()) {
      mkdirSync(dirname(join(this.root, file)), { recursive: true });
      cpSync(join(REPOSITORY, file), join(this.root, file));
    }
    symlinkSync(join(REPOSITORY, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** What the tests say without any defect: only 'survived' makes the verdicts worth something. */
  async withoutDefect(testFiles: readonly string[]): Promise<Verdict> {
    this.knownTypeErrors = new Set(await this.typeErrors());
    return this.test(testFiles);
  }

  async try(defect: SeededDefect): Promise<Verdict> {
    const applied = this.git('apply', defect.path);
    if (applied !== '') return { kind: 'error', why: `does not apply: ${applied}` };
    try {
      const [wrong] = (await this.typeErrors()).filter((line) => !this.knownTypeErrors.has(line));
      if (wrong !== undefined) return { kind: 'error', why: `does not compile: ${wrong}` };
      return await this.test(defect.killedBy);
    } finally {
      this.git('apply', '--reverse', defect.path);
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private git(...args: readonly string[]): string {
    const env = { ...process.env, GIT_DIR: join(this.root, 'no-repository') };
    const { status, stderr } = spawnSync('git', args, { cwd: this.root, env, encoding: 'utf8' });
    return status === 0 ? '' : stderr.trim();
  }

  private async typeErrors(): Promise<readonly string[]> {
    const { output } = await this.node('node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false');
    return output.split('\n').filter((line) => / error TS\d+:/.test(line));
  }

  private async test(files: readonly string[]): Promise<Verdict> {
    const report = join(this.root, 'report.json');
    rmSync(report, { force: true });
    const jest = ['node_modules/jest/bin/jest.js', '--ci', '--runInBand', '--forceExit'];
    const { hung, output } = await this.node(...jest, '--json', '--outputFile', report, '--runTestsByPath', ...files);
    if (hung) return { kind: 'killed', by: `no end within ${TIME_LIMIT_MS / 1_000} s` };
    if (!existsSync(report)) return { kind: 'error', why: `jest: ${output.slice(-500)}` };
    const { success, testResults } = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
    if (success) return { kind: 'survived' };
    const failed = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .find((test) => test.status === 'failed');
    return failed === undefined
      ? {
          kind: 'error',
          why: `a suite cannot run: ${testResults
            .map(({ message }) => message)
            .join('')
            .slice(0, 500)}`,
        }
      : { kind: 'killed', by: failed.fullName };
  }

  private node(...args: readonly string[]): Promise<Run> {
    const child = spawn(process.execPath, args, { cwd: this.root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    let hung = false;
    const limit = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, TIME_LIMIT_MS);
    return new Promise((resolve) =>
      child.on('close', () => {
        clearTimeout(limit);
        resolve({ output, hung });
      }),
    );
  }
}

interface JestReport {
  readonly success: boolean;
  readonly testResults: ReadonlyArray<{
    readonly message: string;
    readonly assertionResults: ReadonlyArray<{ readonly status: string; readonly fullName: string }>;
  }>;
}

/** Files that git knows, as they are now, and new ones that it does not ignore. */
function tracked(): readonly string[] {
  const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((file) => file !== '' && existsSync(join(REPOSITORY, file)));
}
