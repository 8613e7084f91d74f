import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ENVIRONMENT } from '../../../model/environment';
import { MAX_TIME_IN_FLIGHT_SECONDS } from '../../../model/limits/sqs';
import { exponentialBackoff } from '../../engine/backoff';
import { type DrainResult, Engine } from '../../engine/engine';
import { type Handling, handleMessage } from '../../engine/handle';
import { messageOf } from '../../engine/message';
import type { QueueMessage } from '../../engine/port';
import { RECEIVE_SLACK_MS } from '../../engine/receivers';
import { json } from '../../envelopes/json';
import { reasonOf } from '../../errors';
import { processing } from '../idempotency';
import { powertoolsLogger } from '../logger';
import { Meter } from '../meter';
import { logOutcome } from '../report';
import { countRequests, totalOf } from '../request-counts';
import { createSqsClient, sqsPort } from '../sqs-port';
import { type Health, HealthEndpoint } from './health';
import type { InstanceWatch } from './instance';
import { endBySignal, onSignals } from './signals';
import { Tally, type WorkerSummary } from './tally';
import { checkRest, numbersOf, queueOf } from './worker-checks';
import type { WorkerOptions, WorkerSchemaOptions } from './worker-options';

const SUMMARY_INTERVAL_MS = 60_000;
/**
 * A worker extends visibility timeouts for as long as it handles a message, but not the time for which a payload's key
 * is reserved: it must be long enough from the beginning.
 */
const IN_PROGRESS_TIMEOUTS = 10;

/** How a worker's end went, and what it did in its life. */
export interface DrainReport extends WorkerSummary, DrainResult {
  readonly reason: string;
  readonly durationMs: number;
}

export interface Worker {
  /**
   * Ends the worker within its `drainBudget`: receives nothing new, gives back what it has not begun, lets handlers
   * finish, gives back what does not finish in time, deletes what is done, and lets the `instance` go. Called again, it
   * returns the same promise.
   */
  drain(reason?: string): Promise<DrainReport>;
  /** Resolves when the worker has drained, whoever asked for it. */
  readonly done: Promise<DrainReport>;
  health(): Health;
  /** The port of the health endpoint; undefined without one, or when it cannot listen. */
  healthPort(): Promise<number | undefined>;
  summary(): WorkerSummary;
}

/**
 * Receives the messages of a queue and has `process` handle them, until it is drained or a signal comes.
 * Needs `sqs:ReceiveMessage`, `sqs:DeleteMessage` and `sqs:ChangeMessageVisibility`, and `sqs:SendMessage` for the
 * dead-letter queue.
 *
 * @throws InvalidOptionError when an option is outside its range
 */
export function runWorker<Schema extends StandardSchemaV1>(options: WorkerSchemaOptions<Schema>): Worker;
export function runWorker<Payload = unknown>(options: WorkerOptions<Payload>): Worker;
export function runWorker<Payload>(options: WorkerOptions<Payload> & { readonly schema?: StandardSchemaV1 }): Worker {
  const { concurrency, visibilityTimeout, waitTime, drainBudget } = numbersOf(options);
  const queue = queueOf(options);
  checkRest(options);
  const { backoff, envelope = json(), schema, process: processPayload, idempotency } = options;
  const logger = options.logger ?? powertoolsLogger();
  const client = options.client;
  const sdkClient = options.port === undefined ? (client ?? createSqsClient()) : undefined;
  const { port, requests } = countRequests(options.port ?? sqsPort(() => sdkClient ?? createSqsClient()));
  const handling: Handling = {
    envelope,
    schema,
    process: processing({
      process: processPayload,
      idempotency,
      remainingMs: () => Math.min(IN_PROGRESS_TIMEOUTS * visibilityTimeout, MAX_TIME_IN_FLIGHT_SECONDS) * 1_000,
      clock: port.clock,
      logger: () => logger,
    }),
  };
  const maxReceiveCount = Number(process.env[ENVIRONMENT.maxReceiveCount]) || undefined;
  const tally = new Tally();
  /** Of handlers that have ended. */
  const processingMs = new WeakMap<QueueMessage, number>();
  const engine = new Engine({
    port,
    queue,
    concurrency,
    visibilitySeconds: visibilityTimeout,
    waitSeconds: waitTime,
    deadLetterQueueUrl: options.deadLetterQueueUrl ?? (process.env[ENVIRONMENT.deadLetterQueueUrl] || undefined),
    backoff: backoff === false ? undefined : exponentialBackoff(backoff),
    maxDelaySeconds: MAX_TIME_IN_FLIGHT_SECONDS,
    random: options.random ?? (() => Math.random()),
    handle: async (message, source) => {
      working(1);
      const begun = port.clock.now();
      try {
        return await meter.measure(message, source, () =>
          handleMessage(messageOf(message, queue.arn, source), handling),
        );
      } finally {
        processingMs.set(message, port.clock.now() - begun);
        working(-1);
      }
    },
    onSettled: (settled) => {
      tally.add(settled);
      meter.settled(settled);
      logOutcome(logger, settled, { maxReceiveCount, processingMs: processingMs.get(settled.message) });
    },
    onReceiveFailure: (error, delayMs) =>
      logger.warn('receive failed', { queueUrl: queue.url, reason: reasonOf(error), retryInMs: Math.round(delayMs) }),
  });
  const startedAt = port.clock.now();
  const { receivers, leases, permits } = engine;
  const summary = () =>
    tally.summary({ leasesLost: leases.lost, pollsHung: receivers.hung, polls: receivers.polls }, requests);
  const meter = new Meter({
    clock: port.clock,
    metrics: options.metrics,
    queueArns: [queue.arn],
    logger: () => logger,
    totals: () => ({ requests: receivers.polls + totalOf(requests), leasesLost: leases.lost }),
  });
  const ended = new AbortController();
  const stuckAfterMs = 2 * (waitTime * 1_000 + RECEIVE_SLACK_MS);

  const health = (): Health => {
    const { lastSuccessAt } = receivers;
    const age = port.clock.now() - (lastSuccessAt ?? startedAt);
    const full = engine.inHand.handling >= permits.total;
    const status = age <= stuckAfterMs ? 'receiving' : full ? 'busy' : 'stuck';
    return {
      status: draining === undefined ? status : 'draining',
      ...(lastSuccessAt === undefined ? {} : { lastReceiveSecondsAgo: Math.round(age / 1_000) }),
    };
  };
  const endpoint =
    options.healthPort === undefined
      ? undefined
      : new HealthEndpoint(options.healthPort, health, (error) =>
          logger.error('the health endpoint cannot be reached', { reason: error.message }),
        );

  let watch: InstanceWatch | undefined;
  let handlers = 0;
  const working = (change: 1 | -1) => {
    const before = handlers;
    handlers += change;
    if (before === 0 || handlers === 0) {
      watch?.busy(handlers > 0);
    }
  };

  let draining: Promise<DrainReport> | undefined;
  let resolveDone: (report: DrainReport) => void;
  const done = new Promise<DrainReport>((resolve) => (resolveDone = resolve));
  const budgetUntil = (deadline: number) => Math.max(0, Math.min(drainBudget * 1_000, deadline - port.clock.now()));
  const end = async (reason: string, deadline: number): Promise<DrainReport> => {
    const since = port.clock.now();
    logger.info('worker draining', { reason, handling: engine.inHand.handling, polls: receivers.outstanding });
    const result = await engine.drain(budgetUntil(deadline), reason);
    ended.abort();
    meter.publish();
    endpoint?.close();
    if (client === undefined) {
      sdkClient?.destroy();
    }
    const report: DrainReport = { reason, durationMs: port.clock.now() - since, ...result, ...summary() };
    logger[report.complete ? 'info' : 'warn']('worker drained', { ...report });
    await watch?.drained();
    resolveDone(report);
    return report;
  };
  const drain = (reason = 'drain() was called', deadline = Number.POSITIVE_INFINITY) => {
    if (draining === undefined) {
      draining = end(reason, deadline);
    } else if (deadline < Number.POSITIVE_INFINITY) {
      void engine.drain(budgetUntil(deadline), reason);
    }
    return draining;
  };

  const stopListening = onSignals(options.signals ?? ['SIGTERM', 'SIGINT'], (signal) => {
    void drain(signal).then(() => endBySignal(signal));
  });
  void done.then(stopListening);
  void logSummaries();
  engine.start();
  watch = options.instance?.watch({
    clock: port.clock,
    logger,
    ready: receivers.answered,
    drain: (reason, deadline) => void drain(reason, deadline),
  });
  return {
    drain: (reason) => drain(reason),
    done,
    health,
    summary,
    healthPort: () => endpoint?.port ?? Promise.resolve(undefined),
  };

  async function logSummaries(): Promise<void> {
    let last = 0;
    while (!ended.signal.aborted) {
      await port.clock.sleep(SUMMARY_INTERVAL_MS, ended.signal);
      const current = summary();
      if (!ended.signal.aborted) {
        meter.publish();
      }
      const settled = current.completed + current.retried + current.deadLettered + current.released;
      if (settled > last && !ended.signal.aborted) {
        logger.info('worker summary', { ...current });
      }
      last = settled;
    }
  }
}
