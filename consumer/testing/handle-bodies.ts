import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { SQSBatchResponse } from 'aws-lambda';
import { queueUrl } from '../../model/arn';
import { type ConsumeOptions, type ConsumeSchemaOptions, consume, type Outcome } from '..';
import { TEST_QUEUE_ARN } from './events';
import { InMemoryPort } from './in-memory-port';
import type { StoredMessage } from './in-memory-queue';
import { deliver } from './invoke';
import { MemoryLogger } from './memory-logger';

export interface HandleBodiesOptions {
  /** @default {@link TEST_QUEUE_ARN} */
  readonly queueArn?: string;
  /** @default 30 */
  readonly timeoutSeconds?: number;
  /** Of each message, from its body's position. A FIFO queue's messages need one. */
  readonly groupId?: (index: number) => string;
}

/** What became of a message. */
export interface HandledMessage {
  readonly outcome: Outcome['kind'];
  /** Why, unless it is done. */
  readonly reason?: string;
  /** Of a message that is done. */
  readonly note?: string;
  /** Seconds until a message that failed is visible again. */
  readonly visibleInSeconds?: number;
}

export interface Handled {
  /** One for each body, in their order. */
  readonly messages: readonly HandledMessage[];
  /** Exactly what Lambda is told. */
  readonly response: SQSBatchResponse;
  /** What went to the dead-letter queue. */
  readonly deadLetters: readonly StoredMessage[];
  /** What is still in the queue. */
  readonly left: readonly StoredMessage[];
  readonly logger: MemoryLogger;
  readonly port: InMemoryPort;
}

/**
 * Sends bodies to a queue in memory and lets `consume(options)` handle them in one invocation, on virtual time, with
 * a dead-letter queue. Text is sent as it is; anything else becomes JSON.
 */
export function handleBodies<Schema extends StandardSchemaV1>(
  options: ConsumeSchemaOptions<Schema>,
  bodies: readonly unknown[],
  delivery?: HandleBodiesOptions,
): Promise<Handled>;
export function handleBodies<Payload>(
  options: ConsumeOptions<Payload>,
  bodies: readonly unknown[],
  delivery?: HandleBodiesOptions,
): Promise<Handled>;
export async function handleBodies(
  options: ConsumeOptions<unknown>,
  bodies: readonly unknown[],
  { queueArn = TEST_QUEUE_ARN, timeoutSeconds, groupId }: HandleBodiesOptions = {},
): Promise<Handled> {
  const port = new InMemoryPort();
  const logger = new MemoryLogger();
  const queue = port.queue(queueUrl(queueArn));
  const deadLetterQueueUrl = options.deadLetterQueueUrl ?? deadLetterUrlOf(queueUrl(queueArn));
  const ids = bodies.map((body, index) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return queue.send({ body: text, messageAttributes: {}, groupId: groupId?.(index) }).messageId;
  });
  const handler = consume({ ...options, port, logger, deadLetterQueueUrl });
  const response = await deliver(port, handler, { queueArn, timeoutSeconds, batchSize: bodies.length });
  return {
    messages: ids.map((id) => handledOf(logger, id)),
    response: response ?? { batchItemFailures: [] },
    deadLetters: port.queue(deadLetterQueueUrl).messages,
    left: queue.messages,
    logger,
    port,
  };
}

function deadLetterUrlOf(url: string): string {
  return url.endsWith('.fifo') ? url.replace(/\.fifo$/, '-dead-letters.fifo') : `${url}-dead-letters`;
}

/** The log has one line for each message. */
function handledOf(logger: MemoryLogger, id: string): HandledMessage {
  const { outcome, reason, note, visibleInSeconds } = logger.outcomes.find((line) => line['messageId'] === id) ?? {};
  return { outcome, reason, note, visibleInSeconds } as HandledMessage;
}
