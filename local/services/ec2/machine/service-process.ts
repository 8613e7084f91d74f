import { type ChildProcess, spawn } from 'node:child_process';
import type { Timer } from '../../../kernel/clock';
import type { Kernel } from '../../../kernel/kernel';
import { CAN_KILL_GROUPS, type ProcessGuard } from './process-guard';
import type { ServiceUnit } from './unit-file';

export interface ServiceOptions {
  readonly kernel: Kernel;
  readonly guard: ProcessGuard;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly output: (text: string) => void;
  readonly note: (line: string) => void;
}

/**
 * A systemd service as a process, which is started again as its unit says. What it starts itself ends with it, as with
 * `KillMode=control-group`.
 */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private stopping = false;
  private restart: Timer | undefined;
  private ended: Promise<void> = Promise.resolve();

  constructor(
    readonly unit: ServiceUnit,
    private readonly options: ServiceOptions,
  ) {}

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    if (this.child !== undefined || this.stopping) return;
    const { command, workingDirectory, environment, output, note, guard } = this.options;
    const child = spawn(command, [...this.options.arguments], {
      cwd: workingDirectory,
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: CAN_KILL_GROUPS,
    });
    this.child = child;
    const { pid } = child;
    if (pid !== undefined) guard.add(pid);
    child.stdout.setEncoding('utf8').on('data', output);
    child.stderr.setEncoding('utf8').on('data', output);
    note(`Started ${this.unit.name}.`);
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => this.onEnd(`could not be started: ${error.message}`, false, resolve));
      child.once('exit', () => {
        sendSignal(child, 'SIGKILL');
        if (pid !== undefined) guard.remove(pid);
      });
      child.once('close', (code, signal) => this.onEnd(signal ?? `exit status ${code}`, code === 0, resolve));
    });
  }

  /** Sends the unit's signal, and SIGKILL when it takes longer than the unit allows. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.restart?.cancel();
    if (this.child === undefined) return;
    const { kernel, note } = this.options;
    sendSignal(this.child, this.unit.killSignal);
    const patience = kernel.clock.at(kernel.clock.now() + this.unit.stopSeconds * 1000, 'work', () => {
      note(`${this.unit.name}: State 'stop-sigterm' timed out. Killing.`);
      if (this.child !== undefined) sendSignal(this.child, 'SIGKILL');
    });
    await this.ended;
    patience.cancel();
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.stopping = true;
    this.restart?.cancel();
    if (this.child !== undefined) sendSignal(this.child, 'SIGKILL');
    await this.ended;
  }

  private onEnd(how: string, success: boolean, resolve: () => void): void {
    if (this.child === undefined) return;
    this.child = undefined;
    const { kernel, note } = this.options;
    note(`${this.unit.name}: Main process exited (${how}).`);
    resolve();
    const { restart, restartSeconds } = this.unit;
    const again = restart === 'always' || restart === (success ? 'on-success' : 'on-failure');
    if (this.stopping || !again) return;
    this.restart = kernel.clock.at(kernel.clock.now() + restartSeconds * 1000, 'work', () => this.start());
  }
}

/** To the process and all that it has started. */
function sendSignal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (CAN_KILL_GROUPS) process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // None of them is left.
  }
}
