import { type ChildProcess, spawn } from 'node:child_process';

/** Whether a process and those that it starts can be ended together. */
export const CAN_KILL_GROUPS = process.platform !== 'win32';

/**
 * Reads `+pid` and `-pid`, a line each, and ends those that are left when nobody writes any more. What ends the cloud in
 * good order must not end it before: the cloud lets the instances' processes drain.
 */
const GUARD = `
const groups = process.argv[1] === 'true';
const guarded = new Set();
let rest = '';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.setEncoding('utf8').on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const pid = Number(line.slice(1));
    if (line[0] === '+') guarded.add(pid);
    else guarded.delete(pid);
  }
}).on('end', () => {
  for (const pid of guarded) {
    try {
      process.kill(groups ? -pid : pid, 'SIGKILL');
    } catch {}
  }
  process.exit();
});`;

/**
 * Ends the processes of instances when this process is gone, however it went: killed, it can end nothing itself, and a
 * worker that hangs would not notice. So a second process holds the other end of a pipe.
 */
export class ProcessGuard {
  private readonly guarded = new Set<number>();
  private child: ChildProcess | undefined;

  /** From now on the process, with those that it starts, ends with the cloud. */
  add(pid: number): void {
    this.guarded.add(pid);
    if (this.child === undefined) this.start();
    else this.write(`+${pid}`);
  }

  /** It has ended: its number may soon be another's. */
  remove(pid: number): void {
    this.guarded.delete(pid);
    this.write(`-${pid}`);
  }

  /** Ends what is left, and the guard with it. */
  stop(): void {
    this.child?.stdin?.end();
    this.child = undefined;
  }

  private start(): void {
    // Apart, so that what is sent to all processes of a terminal does not reach it.
    const child = spawn(process.execPath, ['-e', GUARD, String(CAN_KILL_GROUPS)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: CAN_KILL_GROUPS,
      env: {},
    });
    this.child = child;
    const ended = (): void => {
      // The next process that is to be guarded starts another one.
      if (this.child === child) this.child = undefined;
    };
    child.once('error', ended);
    child.once('exit', ended);
    child.stdin.on('error', ended);
    // It lives as long as the cloud's process does, and is no reason for it to live on.
    child.unref();
    for (const pid of this.guarded) this.write(`+${pid}`);
  }

  private write(line: string): void {
    this.child?.stdin?.write(`${line}\n`);
  }
}
