import type { Duplex } from 'node:stream';
import type { Kernel } from '../kernel/kernel';
import type { IdentityDirectory } from '../services/iam/directory';
import { Environment } from './environment';
import type { FunctionFailure, FunctionSettings, InvocationResult } from './function';
import { functionVariables } from './function-variables';
import type { TunnelConnection } from './tunnel';

export interface ComputeOptions {
  readonly endpoint: () => string;
  readonly accept: (connection: Duplex) => void;
  readonly directory: IdentityDirectory;
  /** Seconds; see LocalCloudOptions. */
  readonly watchdogSeconds: number | undefined;
  /** Processes that may exist at once. Each takes some 80 MB; AWS itself allows 1,000. */
  readonly maxEnvironments: number;
}

/** Where a function is to be killed while it waits for the cloud or for a timer: for tests of what survives. */
export interface KillPlan {
  /** Counted from 1 over all invocations of this cloud. */
  readonly invocation: number;
  /** Counted from 1 within the invocation. */
  readonly wait: number;
  /** Whether what the function had asked for when it was killed was still carried out. */
  readonly requests: 'lost' | 'carried out';
}

/** A request of a function that waits for its turn. */
export interface FunctionRequest {
  carryOut(waits: { readonly onPark: () => void; readonly onResume: () => void }): void;
  /** Resolves when the answer has been written, or cannot be. */
  readonly answered: Promise<void>;
}

/** The environment at the other end of a connection. */
interface Owner {
  readonly environment: Environment;
  readonly connection: TunnelConnection;
}

interface Invocation {
  readonly number: number;
  readonly environment: Environment;
  steps: number;
  waits: number;
}

// After everything that the invocation itself asked for.
const lastStep = Number.MAX_SAFE_INTEGER;
const sessionSeconds = 12 * 3600;

/** Runs functions in execution environments, which are reused as Lambda does. */
export class Compute {
  /** See {@link KillPlan}. */
  killPlan: KillPlan | undefined;
  private readonly environments = new Set<Environment>();
  private readonly free: Environment[] = [];
  private readonly born = new Map<Environment, number>();
  private readonly current = new Map<Environment, Invocation>();
  private readonly owners = new WeakMap<Duplex, Owner>();
  private readonly held = new Map<Environment, (() => void)[]>();
  private readonly waiting: (() => void)[] = [];
  private readonly random;
  private invocations = 0;
  private stopped = false;

  constructor(
    private readonly kernel: Kernel,
    private readonly options: ComputeOptions,
  ) {
    this.random = kernel.random.fork('compute');
    kernel.work.onRest(() => this.killWhoWaits());
  }

  /** Runs one invocation to its end. Rejects only for a defect of the local cloud itself. */
  async invoke(settings: FunctionSettings, payload: string): Promise<InvocationResult> {
    // Nobody is left to hear how it would end.
    if (this.stopped) return new Promise(() => {});
    while (this.findFree(settings) === undefined && !this.makeRoom()) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const number = ++this.invocations;
    const requestId = this.random.uuid();
    return new Promise((resolve) => {
      const environment = this.take(settings, (outcome) => {
        timeout.cancel();
        this.kernel.work.submit({
          invocation: number,
          step: lastStep,
          run: () => resolve(this.complete(environment, requestId, outcome)),
        });
      });
      const { clock, events } = this.kernel;
      const deadline = clock.now() + settings.timeout * 1000;
      const timeout = clock.at(deadline, 'work', () => environment.kill(timedOut(settings)));
      this.current.set(environment, { number, environment, steps: 0, waits: 0 });
      events.emit('lambda.invoked', { function: settings.name, requestId, invocation: number });
      environment.invoke({
        t: 'invoke',
        payload,
        requestId,
        functionArn: settings.arn,
        deadline,
        seed: `${this.random.seed}/invocation/${number}`,
      });
      for (const request of this.held.get(environment)?.splice(0) ?? []) request();
    });
  }

  /** Whether a connection to the endpoint came from a function. */
  owns(connection: Duplex): boolean {
    return this.owners.has(connection);
  }

  /** Carries out what a function asks for: in its turn, or when its environment is thawed by the next invocation. */
  admit(connection: Duplex, request: FunctionRequest): void {
    const owner = this.owners.get(connection);
    if (owner === undefined) throw new Error('This connection is not a function of the local cloud.');
    const { environment } = owner;
    const submit = (): void => {
      const invocation = this.current.get(environment);
      if (invocation === undefined) return;
      this.kernel.work.submit({
        invocation: invocation.number,
        step: invocation.steps++,
        run: () => (environment.alive ? serve(owner, request) : undefined),
      });
    };
    if (this.current.has(environment)) submit();
    else this.held.set(environment, [...(this.held.get(environment) ?? []), submit]);
  }

  /** Environments of a function that was changed or deleted take no more invocations. */
  retire(arn: string, exceptRevision?: string): void {
    for (const environment of [...this.free]) {
      if (environment.settings.arn === arn && environment.settings.revision !== exceptRevision)
        this.discard(environment);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.environments].map((environment) => environment.stop()));
  }

  private complete(
    environment: Environment,
    requestId: string,
    { payload, failure }: { payload?: string; failure?: FunctionFailure },
  ): InvocationResult {
    this.current.delete(environment);
    const { settings, logStream } = environment;
    const result: InvocationResult = { requestId, payload, failure, logStream, lines: [...environment.lines] };
    this.kernel.events.emit('lambda.completed', {
      function: settings.name,
      requestId,
      ...(failure === undefined ? {} : { errorType: failure.errorType, errorMessage: failure.errorMessage }),
    });
    if (environment.alive) this.free.push(environment);
    else this.forget(environment);
    this.waiting.shift()?.();
    return result;
  }

  private take(
    settings: FunctionSettings,
    onDone: (outcome: { payload?: string; failure?: FunctionFailure }) => void,
  ): Environment {
    const environment = this.findFree(settings) ?? this.create(settings);
    const index = this.free.indexOf(environment);
    if (index >= 0) this.free.splice(index, 1);
    environment.onDone = onDone;
    return environment;
  }

  private findFree(settings: FunctionSettings): Environment | undefined {
    const now = this.kernel.clock.now();
    for (const environment of [...this.free]) {
      // A process may have died while nobody used it, and credentials do not last for ever.
      const tooOld = now - (this.born.get(environment) ?? now) > (sessionSeconds / 2) * 1000;
      if (!environment.alive || tooOld) this.discard(environment);
    }
    return this.free.find(({ settings: { arn, revision } }) => arn === settings.arn && revision === settings.revision);
  }

  /** True when another environment may be created; evicts one that rests if need be. */
  private makeRoom(): boolean {
    if (this.environments.size < this.options.maxEnvironments) return true;
    const victim = this.free[0];
    if (victim === undefined) return false;
    this.discard(victim);
    return true;
  }

  private create(settings: FunctionSettings): Environment {
    const { kernel, options } = this;
    const now = kernel.clock.now();
    const logStream = `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${this.random.bytes(16).toString('hex')}`;
    const credentials = options.directory.issueSession(settings.roleArn, settings.name, sessionSeconds);
    const endpoint = new URL(options.endpoint());
    const environment: Environment = new Environment(kernel, settings, logStream, {
      runtime: {
        codeDirectory: settings.codeDirectory,
        handler: settings.handler,
        clock: kernel.clock.mode,
        now,
        seed: `${this.random.seed}/environment/${logStream}`,
        endpointHost: endpoint.hostname,
        endpointPort: Number(endpoint.port),
        functionName: settings.name,
        memorySize: settings.memorySize,
        logGroup: settings.logGroup,
        logStream,
      },
      variables: functionVariables(settings, logStream, credentials, endpoint.origin),
      patience: (options.watchdogSeconds ?? Math.max(10, settings.timeout)) * 1000,
      accept: (connection) => {
        this.owners.set(connection, { environment, connection });
        options.accept(connection);
      },
    });
    this.environments.add(environment);
    this.born.set(environment, now);
    return environment;
  }

  /** Everything waits now, so this is asked at the same points in every run. */
  private killWhoWaits(): void {
    const invocations = [...this.current.values()].sort((a, b) => a.number - b.number);
    for (const invocation of invocations) {
      if (invocation.environment.hasBegunToWait()) this.killIfPlanned(invocation);
    }
  }

  private killIfPlanned(invocation: Invocation): void {
    const { number, environment } = invocation;
    invocation.waits += 1;
    const plan = this.killPlan;
    if (plan?.invocation === number && plan.wait === invocation.waits) {
      if (plan.requests === 'lost') environment.kill();
      else {
        environment.mute();
        this.kernel.work.submit({ invocation: number, step: lastStep - 1, run: () => environment.kill() });
      }
    } else if (this.kernel.faults.strikesAt('lambda:Crash', `${number}/${invocation.waits}`)) {
      environment.kill();
    }
  }

  private discard(environment: Environment): void {
    const index = this.free.indexOf(environment);
    if (index >= 0) this.free.splice(index, 1);
    environment.kill();
    this.forget(environment);
  }

  private forget(environment: Environment): void {
    this.environments.delete(environment);
    this.born.delete(environment);
    this.held.delete(environment);
  }
}

/** Resolves when the answer is written, or when it has to wait: for time to pass, or for the function to read. */
function serve({ environment, connection }: Owner, request: FunctionRequest): Promise<void> {
  return new Promise((resolve) => {
    let counted = false;
    const count = (serving: boolean): void => {
      if (serving === counted) return;
      counted = serving;
      if (serving) environment.serve();
      else {
        environment.served();
        resolve();
      }
    };
    count(true);
    connection.onBlocked = (blocked) => count(!blocked);
    void request.answered.then(() => {
      connection.onBlocked = () => {};
      count(false);
    });
    request.carryOut({ onPark: () => count(false), onResume: () => count(true) });
  });
}

const timedOut = (settings: FunctionSettings): FunctionFailure => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `Error: Task timed out after ${settings.timeout.toFixed(2)} seconds`,
});
