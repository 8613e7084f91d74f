import { type ChildProcess, spawn } from 'node:child_process';
import { type ConsumerLogger, reasonOf } from '..';

/** Signs of life in one timeout: one that comes late, or a machine that slept, is no hang. */
const BEATS = 10;

/**
 * Node's way to look at a process from outside without anything else installed. A byte on the standard input is a sign of
 * life, its end the end of the worker. It counts its own ticks, which stand still with the machine. What ends the worker
 * in good order (a signal to all processes of the service) must not end it before.
 */
const WATCH = `
const [, pid, interval, beats, note] = process.argv;
let silent = 0;
process.stdin.on('data', () => { silent = 0; }).on('end', () => process.exit());
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => {});
setInterval(() => {
  silent += 1;
  if (silent <= Number(beats)) return;
  try {
    require('node:fs').writeFileSync(note, new Date().toISOString());
  } finally {
    process.kill(Number(pid), 'SIGKILL');
    process.exit();
  }
}, Number(interval));`;

export interface WatchdogOptions {
  /** After so long without a sign of life the worker is killed. */
  readonly hangTimeoutMs: number;
  /** A file that is written before, for the worker that comes after. */
  readonly note: string;
  readonly logger: ConsumerLogger;
}

/**
 * Ends this process when it hangs: when its event loop does not turn, nothing in it can extend a lease, drain or call for
 * help. So a second process watches it. Whoever started the worker (systemd, with `Restart=on-failure`) starts it again.
 */
export class Watchdog {
  private child?: ChildProcess;
  private readonly beating: NodeJS.Timeout;
  private stopped = false;

  constructor(private readonly options: WatchdogOptions) {
    this.watch();
    this.beating = setInterval(() => this.beat(), options.hangTimeoutMs / BEATS);
    this.beating.unref();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.beating);
    this.child?.stdin?.end();
  }

  private beat(): void {
    if (this.child === undefined) {
      this.watch();
    }
    this.child?.stdin?.write('.');
  }

  private watch(): void {
    const { hangTimeoutMs, note, logger } = this.options;
    const { pid, execPath, env } = process;
    const numbers = [pid, hangTimeoutMs / BEATS, BEATS].map(String);
    // The worker's options may open an inspector, whose port is the worker's.
    const child = spawn(execPath, ['-e', WATCH, ...numbers, note], {
      stdio: ['pipe', 'ignore', 'inherit'],
      env: { ...env, NODE_OPTIONS: '' },
    });
    this.child = child;
    // It is no reason for the worker to live on, and ends with it.
    child.unref();
    const ended = (reason: string) => {
      if (this.child === child && !this.stopped) {
        this.child = undefined;
        logger.warn('the watchdog ended: it is started again', { reason });
      }
    };
    child.on('error', (error) => ended(reasonOf(error)));
    child.on('exit', (code, signal) => ended(signal ?? `exit status ${code}`));
    // It ended between two beats.
    child.stdin.on('error', () => undefined);
  }
}
