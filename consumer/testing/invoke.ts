import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { queueUrl } from '../../model/arn';
import { failedItems } from '../../model/events/batch-response';
import type { SqsBatchHandler } from '../adapters/lambda';
import type { Clock } from '../engine/port';
import { sqsEventOf, TEST_QUEUE_ARN } from './events';
import type { InMemoryPort } from './in-memory-port';

export interface InvokeOptions {
  /** @default 30 */
  readonly timeoutSeconds?: number;
  readonly clock?: Clock;
}

/** Calls a handler as Lambda does, with a context whose time runs out. */
export function invoke(
  handler: SqsBatchHandler,
  event: SQSEvent,
  options: InvokeOptions = {},
): Promise<SQSBatchResponse> {
  const now = () => options.clock?.now() ?? Date.now();
  const endsAt = now() + (options.timeoutSeconds ?? 30) * 1_000;
  return handler(event, { awsRequestId: 'test-request', getRemainingTimeInMillis: () => Math.max(0, endsAt - now()) });
}

export interface DeliverOptions extends Omit<InvokeOptions, 'clock'> {
  readonly queueArn?: string;
  /** @default 10 */
  readonly batchSize?: number;
}

/**
 * One round of an event source mapping: receives, invokes, and deletes what the response does not name as failed.
 * @returns the response, or undefined when nothing was visible
 */
export async function deliver(
  port: InMemoryPort,
  handler: SqsBatchHandler,
  options: DeliverOptions = {},
): Promise<SQSBatchResponse | undefined> {
  const { queueArn = TEST_QUEUE_ARN, batchSize = 10 } = options;
  const queue = port.queue(queueUrl(queueArn));
  const messages = queue.receive({ maxMessages: batchSize, waitSeconds: 0 });
  if (messages.length === 0) {
    return undefined;
  }
  const response = await invoke(handler, sqsEventOf(messages, queueArn), { ...options, clock: port.clock });
  const { failed } = failedItems(
    response,
    messages.map(({ messageId }) => messageId),
  );
  for (const { messageId, receiptHandle } of messages) {
    if (!failed.has(messageId)) {
      queue.delete(receiptHandle);
    }
  }
  return response;
}
