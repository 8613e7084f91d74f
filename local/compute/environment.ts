import { type ChildProcess, fork } from 'node:child_process';
import type { Timer } from '../kernel/clock';
import type { Kernel } from '../kernel/kernel';
import { repeatInRealTime, Watchdog } from '../kernel/watchdog';
import type { FunctionFailure, FunctionSettings, LogLine } from './function';
import type { FromEnvironment, InvokeMessage, RuntimeSettings, ToEnvironment, TunnelMessage } from './messages';
import { processorTime, residentBytes } from './process-usage';
import { runtimeBundle } from './runtime-bundle';
import { TunnelConnection } from './tunnel';

const mebibyte = 1024 * 1024;
/** How many times a process may go without rest for as long as it may burn the processor. */
const longestPatience = 20;

export interface EnvironmentOptions {
  readonly runtime: RuntimeSettings;
  readonly variables: Readonly<Record<string, string>>;
  /** Milliseconds of real time that the process may stay busy on the virtual clock. */
  readonly patience: number;
  /** Serves a connection that the function opened to the cloud. */
  readonly accept: (connection: TunnelConnection) => void;
}

/** One execution environment: a process of its own that runs one invocation after the other. */
export class Environment {
  readonly lines: LogLine[] = [];
  /** Called once for each invocation. */
  onDone: (outcome: { payload?: string; failure?: FunctionFailure }) => void = () => {};
  private readonly child: ChildProcess;
  private readonly connections = new Map<number, TunnelConnection>();
  private readonly watchdog: Watchdog;
  private readonly stopLooking: () => void;
  private sent = 0;
  /** How much had been sent when the process was last at rest. */
  private sentBeforeRest = 0;
  private serving = 0;
  private waiting = false;
  private lastIdle: IdleMessage | undefined;
  /** Ends the span of work during which the process is busy; only on the virtual clock. */
  private rest: (() => void) | undefined;
  private timer: Timer | undefined;
  private invoking = false;
  private muted = false;
  private stuck = false;
  /** Milliseconds of processor time before this invocation. */
  private usedBefore = 0;
  private patienceLeft = longestPatience;
  private killed: FunctionFailure | undefined;
  private exited = false;

  constructor(
    private readonly kernel: Kernel,
    readonly settings: FunctionSettings,
    readonly logStream: string,
    private readonly options: EnvironmentOptions,
  ) {
    this.watchdog = new Watchdog(options.patience, () => this.judge());
    this.child = fork(runtimeBundle(), [], {
      cwd: settings.codeDirectory,
      env: { ...options.variables, SPILLWAY_RUNTIME: JSON.stringify(options.runtime) },
      // The heap may be as large as the function's memory; buffers beside it are watched from here.
      execArgv: [`--max-old-space-size=${settings.memorySize}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // What Node itself prints while it starts or dies; the function's own output comes through the channel.
    this.child.stderr?.on('data', (text: Buffer) =>
      this.lines.push({ at: kernel.clock.now(), text: text.toString('utf8') }),
    );
    this.busy();
    this.child.on('message', (message: FromEnvironment) => this.receive(message));
    this.child.on('error', (error) => this.onGone(`could not be started: ${error.message}`));
    this.child.on('exit', (code, signal) =>
      this.onGone(signal ? `signal: ${signal === 'SIGKILL' ? 'killed' : signal}` : `exit status ${code}`),
    );
    this.stopLooking = repeatInRealTime(100, () => this.checkMemory(residentBytes(this.child.pid)));
  }

  get alive(): boolean {
    return !this.exited && this.killed === undefined && this.child.connected;
  }

  invoke(message: InvokeMessage): void {
    this.invoking = true;
    this.waiting = false;
    this.lines.length = 0;
    this.usedBefore = processorTime(this.child.pid) ?? 0;
    this.patienceLeft = longestPatience;
    this.send(message);
  }

  /** Ends the process; `failure` is what its invocation is said to have died of. */
  kill(failure?: FunctionFailure): void {
    if (this.exited) {
      if (failure !== undefined) this.finish({ failure });
      return;
    }
    // Virtual time waits until the process is really gone.
    if (this.options.runtime.clock === 'virtual') this.rest ??= this.kernel.work.begin();
    this.killed ??= failure ?? {
      errorType: 'Runtime.ExitError',
      errorMessage: 'Runtime exited with error: signal: killed',
    };
    this.timer?.cancel();
    this.watchdog.rest();
    this.child.kill('SIGKILL');
  }

  /** Ends the process and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.exited) return;
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.onDone = () => {};
    this.kill();
    await gone;
  }

  /** Nothing reaches the process any more: it is about to be killed while it waits. */
  mute(): void {
    this.muted = true;
  }

  private send(message: ToEnvironment): void {
    if (!this.alive || this.muted) return;
    this.sent += 1;
    this.busy();
    this.child.send(
      this.options.runtime.clock === 'virtual' ? { ...message, now: this.kernel.clock.now() } : message,
      () => {},
    );
  }

  private receive(message: FromEnvironment): void {
    // What it said last may still arrive after it was told to die.
    if (this.killed !== undefined) return;
    if (message.t === 'idle') this.onIdle(message);
    else if (message.t === 'log') this.lines.push({ at: message.at, text: message.text });
    else if (message.t === 'done')
      this.finish(message.error === undefined ? { payload: message.result } : { failure: message.error });
    else if (message.t === 'open') this.onOpen(message.c);
    else this.connections.get(message.c)?.receive(message);
  }

  private onOpen(id: number): void {
    const send = (message: TunnelMessage): void => this.send(message);
    const connection = new TunnelConnection(id, send, (closed) => this.connections.delete(closed));
    this.connections.set(id, connection);
    this.options.accept(connection);
  }

  /** While the cloud carries out and answers a request of this process, the process cannot be at rest. */
  serve(): void {
    this.serving += 1;
    if (this.options.runtime.clock === 'virtual') this.rest ??= this.kernel.work.begin();
  }

  /** The request is answered, or waits for time to pass, or for the process to read. */
  served(): void {
    this.serving -= 1;
    if (this.lastIdle !== undefined) this.onIdle(this.lastIdle);
    else if (this.serving === 0 && this.sent === this.sentBeforeRest) this.rested();
  }

  /** Whether the function has begun to wait, for the cloud or for a timer, since this was last asked. */
  hasBegunToWait(): boolean {
    const { waiting } = this;
    this.waiting = false;
    return waiting;
  }

  /** The process has come to rest, unless something was or will be sent to it meanwhile. */
  private onIdle(message: IdleMessage): void {
    this.lastIdle = message;
    if (message.received !== this.sent || this.serving > 0 || this.killed !== undefined) return;
    this.lastIdle = undefined;
    this.checkMemory(message.rss);
    if (this.killed !== undefined) return;
    this.watchdog.rest();
    this.timer?.cancel();
    // Between invocations an environment is frozen: its timers stand still.
    if (message.nextTimer !== null && this.invoking) {
      this.timer = this.kernel.clock.at(message.nextTimer, 'work', () => this.send({ t: 'tick' }));
    }
    this.waiting = this.invoking;
    this.sentBeforeRest = this.sent;
    this.rested();
  }

  private finish(outcome: { payload?: string; failure?: FunctionFailure }): void {
    if (!this.invoking) return;
    this.invoking = false;
    this.timer?.cancel();
    this.onDone(outcome);
  }

  /**
   * The process has not come to rest for a while. One that burned the processor meanwhile is ended now, and its
   * invocation when its timeout passes on the cloud's clock. One that got no processor, or waits for something
   * outside of the cloud, is given more time.
   */
  private judge(): void {
    const used = (processorTime(this.child.pid) ?? Number.POSITIVE_INFINITY) - this.usedBefore;
    this.patienceLeft -= 1;
    if (used < this.options.patience / 2 && this.patienceLeft > 0) {
      this.watchdog.watch();
      return;
    }
    this.stuck = true;
    this.kill();
  }

  private onGone(how: string): void {
    if (this.exited) return;
    this.exited = true;
    this.stopLooking();
    this.watchdog.rest();
    this.timer?.cancel();
    for (const connection of this.connections.values()) connection.destroy();
    const failure = this.killed ?? {
      errorType: 'Runtime.ExitError',
      errorMessage: `Runtime exited with error: ${how}`,
    };
    if (!this.stuck) this.finish({ failure });
    this.rested();
  }

  private checkMemory(bytes: number | undefined): void {
    if (bytes === undefined || bytes <= this.settings.memorySize * mebibyte || !this.alive) return;
    this.kill({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: `Runtime exited with error: signal: killed. Memory Size: ${this.settings.memorySize} MB, used: ${Math.ceil(bytes / mebibyte)} MB`,
    });
  }

  private busy(): void {
    if (this.options.runtime.clock === 'real') return;
    this.rest ??= this.kernel.work.begin();
    this.watchdog.watch();
  }

  private rested(): void {
    this.rest?.();
    this.rest = undefined;
  }
}

type IdleMessage = Extract<FromEnvironment, { t: 'idle' }>;
