import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { type Clock, type QueuePort, runWorker, sqsPort, type Worker } from '../../../consumer';
import { MemoryLogger } from '../../../consumer/testing';
import type { LocalCloud } from '../../../local';
import { type Entry, type Job, jobs, processJob } from './job';
import { clockOf } from './time';

/** As the worker makes its own client: the engine retries, the SDK does not. */
export class OneAttemptClient extends SQSClient {
  constructor(configuration: SQSClientConfig) {
    super({ ...configuration, maxAttempts: 1 });
  }
}

/** The real SDK client against the cloud, on the cloud's time. */
export function portOf(cloud: LocalCloud, skewMs = 0): QueuePort {
  const client = cloud.client(OneAttemptClient);
  return { ...sqsPort(() => client), clock: clockOf(cloud, skewMs) };
}

export interface WorkersOptions {
  readonly cloud: LocalCloud;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly deadLetterQueueUrl: string;
  readonly skewMs?: number;
  /** @default 30 */
  readonly visibilitySeconds?: number;
  readonly journal: Entry[];
  /** Breaks the worker, to show that the checker sees it. */
  readonly breakPort?: (port: QueuePort) => QueuePort;
}

/** Workers in this process, one at a time. One that crashes stops in the middle of everything, and another begins. */
export class Workers {
  private current: { readonly worker: Worker; readonly death: AbortController } | undefined;
  private ended = false;
  started = 0;

  constructor(private readonly options: WorkersOptions) {}

  start(): void {
    const { cloud, queueUrl, queueArn, deadLetterQueueUrl, skewMs, visibilitySeconds, journal, breakPort } =
      this.options;
    const death = new AbortController();
    const port = mortal(portOf(cloud, skewMs), death.signal);
    const crash = () => {
      this.crash();
      return new Promise<never>(() => undefined);
    };
    const worker = runWorker<Job & { readonly key?: string }>({
      queueUrl,
      queueArn,
      deadLetterQueueUrl,
      visibilityTimeout: visibilitySeconds,
      port: breakPort === undefined ? port : breakPort(port),
      logger: new MemoryLogger(),
      random: () => cloud.kernel.random.number(),
      signals: [],
      envelope: jobs,
      process: processJob({
        now: () => cloud.now(),
        sleep: (ms) => port.clock.sleep(ms),
        record: (entry) => {
          if (death.signal.aborted) return new Promise(() => undefined);
          journal.push(entry);
          return Promise.resolve();
        },
        crash,
        runOutOfMemory: crash,
        malformResponse: () => undefined,
      }),
    });
    this.current = { worker, death };
    this.started += 1;
  }

  /** Kills the worker, and starts another one second later. */
  crash(): void {
    this.current?.death.abort();
    this.current = undefined;
    const { clock } = this.options.cloud.kernel;
    clock.at(clock.now() + 1_000, 'recurring', () => {
      if (!this.ended && this.current === undefined) this.start();
    });
  }

  /** Has the worker drain while another one begins: scale-in, a deployment, a Spot notice. */
  async replace(reason: string): Promise<void> {
    const { worker } = this.current ?? {};
    this.start();
    await worker?.drain(reason);
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.current?.worker.drain('the test ends');
  }
}

/** The port of a process that can die: from then on nothing reaches it, and nothing comes from it. */
function mortal(port: QueuePort, death: AbortSignal): QueuePort {
  const alive = <Result>(call: () => Promise<Result>) =>
    new Promise<Result>((resolve, reject) => {
      if (death.aborted) return;
      call().then(
        (result) => {
          if (!death.aborted) resolve(result);
        },
        (error) => {
          if (!death.aborted) reject(error);
        },
      );
    });
  const clock: Clock = { now: port.clock.now, sleep: (ms, signal) => alive(() => port.clock.sleep(ms, signal)) };
  return {
    clock,
    receive: (queueUrl, request, signal) =>
      alive(() => port.receive(queueUrl, request, signal === undefined ? death : AbortSignal.any([signal, death]))),
    deleteBatch: (queueUrl, entries) => alive(() => port.deleteBatch(queueUrl, entries)),
    changeVisibilityBatch: (queueUrl, entries) => alive(() => port.changeVisibilityBatch(queueUrl, entries)),
    sendBatch: (queueUrl, entries) => alive(() => port.sendBatch(queueUrl, entries)),
  };
}
