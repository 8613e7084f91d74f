import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export const root = join(__dirname, '..', '..', '..');

export interface Ended {
  /** Null when a signal killed it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the last signal that was sent, or the start. */
  readonly milliseconds: number;
}

/** A folder that commands take for the system's temporary one, so that a test sees all that they leave there. */
export class Workplace {
  readonly directory = mkdtempSync(join(tmpdir(), 'workplace-'));
  readonly temporary = mkdtempSync(join(this.directory, 'tmp-'));
  private readonly children: ChildProcess[] = [];

  constructor() {
    shareTranspiled(this.temporary);
  }

  path(...names: string[]): string {
    return join(this.directory, ...names);
  }

  /** Runs `node bin/bootstrap.mjs ...`, which is what `npm start` runs. */
  start(args: readonly string[], options: { readonly cwd?: string } = {}): Command {
    return this.run(process.execPath, [join(root, 'bin', 'bootstrap.mjs'), ...args], options);
  }

  /** Runs a program on a terminal of its own, by `script` as Linux or macOS have it. Its outputs are one. */
  runOnTerminal(program: string, args: readonly string[], options: Pick<RunOptions, 'env'> = {}): Command {
    const quoted = [program, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const script =
      process.platform === 'darwin' ? ['-q', '/dev/null', program, ...args] : ['-qec', quoted, '/dev/null'];
    return this.run('script', script, { ...options, input: 'pipe' });
  }

  run(
    program: string,
    args: readonly string[],
    { cwd = this.directory, env = {}, input = 'ignore' }: RunOptions = {},
  ): Command {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, TMPDIR: this.temporary, ...env },
      stdio: [input, 'pipe', 'pipe'],
    });
    this.children.push(child);
    return new Command(child);
  }

  /** What is still there of commands that have ended: folders of local clouds and assemblies, and processes. */
  leftovers(): readonly string[] {
    const folders = readdirSync(this.temporary, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^(spillway|cdk)/.test(entry.name))
      .map(({ name }) => name);
    // With their environments: those of commands, of syntheses and the functions' runtime name the folder.
    const processes = execFileSync('ps', ['axeww', '-o', 'command'], { encoding: 'utf8', maxBuffer: 2 ** 26 })
      .split('\n')
      .filter((line) => line.includes(this.temporary) && !line.startsWith('ps '));
    return [...folders, ...processes.map((line) => line.slice(0, 120))];
  }

  /** Ends what a failed test has left running, too. */
  remove(): void {
    for (const child of this.children) child.kill('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** tsx keeps there what it has transpiled: without it each command transpiles everything again, which takes seconds. */
function shareTranspiled(folder: string): void {
  const name = `tsx-${process.geteuid?.() ?? userInfo().username}`;
  const shared = join(tmpdir(), name);
  mkdirSync(shared, { recursive: true });
  symlinkSync(shared, join(folder, name), 'junction');
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** @default ignore */
  readonly input?: 'pipe' | 'ignore';
}

export class Command {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;
  private since = performance.now();
  private listeners: (() => void)[] = [];

  constructor(private readonly child: ChildProcess) {
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        this[stream] += text;
        for (const listener of this.listeners) listener();
      });
    }
    this.ended = new Promise((resolve) => {
      child.once('close', (code) => {
        const { stdout, stderr } = this;
        resolve({ code, stdout, stderr, milliseconds: performance.now() - this.since });
        for (const listener of this.listeners) listener();
      });
    });
  }

  /** Resolves when the command has said `text` on either stream, `times` times. */
  async until(text: string, times = 1): Promise<void> {
    while (this.stdout.split(text).length + this.stderr.split(text).length - 2 < times) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`The command ended without '${text}'.\n${this.stdout}\n${this.stderr}`);
      }
      await new Promise<void>((resolve) => {
        this.listeners = [resolve];
      });
    }
  }

  interrupt(signal: NodeJS.Signals = 'SIGINT'): void {
    this.since = performance.now();
    this.child.kill(signal);
  }

  type(text: string): void {
    this.child.stdin?.write(text);
  }

  /** As when what reads the output, `head` for example, has enough. */
  closeOutput(): void {
    this.child.stdout?.destroy();
  }
}
