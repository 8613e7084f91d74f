import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { queueUrl } from '../../model/arn';
import { ENVIRONMENT } from '../../model/environment';
import { batchResponse } from '../../model/events/batch-response';
import { BATCHING_WINDOW, FUNCTION_TIMEOUT } from '../../model/limits/lambda';
import { MAX_TIME_IN_FLIGHT_SECONDS } from '../../model/limits/sqs';
import { exponentialBackoff } from '../engine/backoff';
import { processBatch } from '../engine/batch';
import { type Handling, handleMessage } from '../engine/handle';
import { messageOf } from '../engine/message';
import type { Clock, QueueMessage, QueuePort } from '../engine/port';
import { type Settled, Settlement } from '../engine/settlement';
import { Slots } from '../engine/slots';
import { json } from '../envelopes/json';
import { type Deadline, startDeadline } from './deadline';
import { processing } from './idempotency';
import { type ConsumeOptions, type ConsumeSchemaOptions, concurrencyOf } from './lambda-options';
import { messagesByQueue } from './lambda-records';
import { powertoolsLogger } from './logger';
import { Meter } from './meter';
import { logOutcome, logSummary, type ReportContext, summarize } from './report';
import { countRequests, totalOf } from './request-counts';
import { createSqsClient, sqsPort } from './sqs-port';

/** A function for an event source mapping with `ReportBatchItemFailures`. */
export type SqsBatchHandler = (
  event: SQSEvent,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;

/**
 * SQS counts 12 hours from the receive. Before this invocation may lie the batching window, and it may itself take
 * as long as a function can.
 */
const MAX_DELAY_SECONDS = MAX_TIME_IN_FLIGHT_SECONDS - BATCHING_WINDOW.max - FUNCTION_TIMEOUT.max;

/**
 * Makes a Lambda function that handles the messages of a queue one by one, typed by a schema.
 *
 * The event source mapping must have `FunctionResponseTypes: ['ReportBatchItemFailures']`: without it Lambda takes
 * the response as success and deletes the messages that failed.
 *
 * @throws InvalidOptionError when an option is outside its range
 */
export function consume<Schema extends StandardSchemaV1>(options: ConsumeSchemaOptions<Schema>): SqsBatchHandler;
export function consume<Payload = unknown>(options: ConsumeOptions<Payload>): SqsBatchHandler;
export function consume<Payload>(options: ConsumeOptions<Payload> & { readonly schema?: StandardSchemaV1 }) {
  const environment = environmentOf(options);
  return async (
    event: SQSEvent,
    context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const queues = messagesByQueue(event);
    const { port, requests } = countRequests(environment.port());
    const startedAt = port.clock.now();
    const handling = environment.handling(port.clock, () => context.getRemainingTimeInMillis());
    const report: ReportContext = { requestId: context.awsRequestId, maxReceiveCount: environment.maxReceiveCount };
    const meter = new Meter({
      clock: port.clock,
      metrics: environment.metrics,
      queueArns: [...queues.keys()],
      logger: environment.logger,
      totals: () => ({ requests: totalOf(requests), leasesLost: 0 }),
    });
    const slots = new Slots(environment.concurrency);
    const deadline = startDeadline(port.clock, context.getRemainingTimeInMillis(), () => slots.close());
    try {
      const perQueue = Array.from(queues, ([arn, messages]) =>
        processQueue({ arn, messages, port, slots, environment, handling, deadline, report, meter }),
      );
      const settled = (await Promise.all(perQueue)).flat();
      meter.publish();
      logSummary(environment.logger(), summarize(settled, requests, port.clock.now() - startedAt), report);
      return responseOf(event, settled);
    } finally {
      deadline.clear();
    }
  };
}

interface QueueBatch {
  readonly arn: string;
  readonly messages: readonly QueueMessage[];
  readonly port: QueuePort;
  readonly slots: Slots;
  readonly environment: ConsumerEnvironment;
  readonly handling: Handling;
  readonly deadline: Deadline;
  readonly report: ReportContext;
  readonly meter: Meter;
}

function processQueue(batch: QueueBatch): Promise<readonly Settled[]> {
  const { arn, messages, port, slots, environment, handling, deadline, report, meter } = batch;
  const settlement = new Settlement({
    port,
    queue: { arn, url: queueUrl(arn) },
    deadLetterQueueUrl: environment.deadLetterQueueUrl,
    backoff: environment.backoff,
    deleteCompleted: environment.deleteCompleted,
    maxDelaySeconds: MAX_DELAY_SECONDS,
    retryUntil: () => deadline.retryUntil,
    random: environment.random,
  });
  return processBatch({
    messages,
    handle: (message, source) =>
      meter.measure(message, source, () => handleMessage(messageOf(message, arn, source), handling)),
    settlement,
    slots,
    ordered: arn.endsWith('.fifo'),
    abort: deadline.abort,
    onSettled: (settled) => {
      meter.settled(settled);
      logOutcome(environment.logger(), settled, report);
    },
  });
}

/**
 * Exactly what is to be received again. A message that is done but could not be deleted is not among them: Lambda
 * deletes it itself when this response arrives, and deleting twice does no harm.
 */
function responseOf(event: SQSEvent, settled: readonly Settled[]): SQSBatchResponse {
  const failed = new Set(
    settled
      .filter(({ outcome }) => outcome.kind === 'retry' || outcome.kind === 'release')
      .map(({ message }) => message.messageId),
  );
  const ids = new Set(event.Records.map(({ messageId }) => messageId).filter((id) => failed.has(id)));
  return { batchItemFailures: [...batchResponse(ids).batchItemFailures] };
}

/** What all invocations of an execution environment share. Nothing in it belongs to one batch. */
type ConsumerEnvironment = ReturnType<typeof environmentOf>;

function environmentOf<Payload>(options: ConsumeOptions<Payload> & { readonly schema?: StandardSchemaV1 }) {
  const { envelope = json(), schema, process: processPayload, idempotency, backoff, client } = options;
  const logger = once(() => options.logger ?? powertoolsLogger());
  const maxReceiveCount = Number(process.env[ENVIRONMENT.maxReceiveCount]);
  return {
    handling: (clock: Clock, remainingMs: () => number): Handling => ({
      envelope,
      schema,
      process: processing({ process: processPayload, idempotency, remainingMs, clock, logger }),
    }),
    concurrency: concurrencyOf(options),
    deleteCompleted: options.deleteCompleted ?? true,
    backoff: backoff === false ? undefined : exponentialBackoff(backoff),
    deadLetterQueueUrl: options.deadLetterQueueUrl ?? (process.env[ENVIRONMENT.deadLetterQueueUrl] || undefined),
    maxReceiveCount: maxReceiveCount > 0 ? maxReceiveCount : undefined,
    random: options.random ?? (() => Math.random()),
    metrics: options.metrics,
    logger,
    port: once(() => options.port ?? sqsPort(once(() => client ?? createSqsClient()))),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
