import { SQSServiceException } from '@aws-sdk/client-sqs';
import { ConsumerError, QueueRequestError } from '../errors';

/** Thrown for a queue, an expression or an option that cannot be meant. Nothing was done. */
export class DeadLetterUsageError extends ConsumerError {
  readonly code: string = 'DeadLetterUsage';
}

/** Thrown when a queue neither has a dead-letter queue nor is one. */
export class NotADeadLetterQueueError extends ConsumerError {
  readonly code = 'NotADeadLetterQueue';

  constructor(arn: string) {
    super(
      `'QUEUE' must be a dead-letter queue or a queue that has one, got ${arn}. ` +
        'No queue names it in its RedrivePolicy, and it has no RedrivePolicy itself. ' +
        'Name the other queue, or set the RedrivePolicy of the source queue.',
    );
  }
}

/** Thrown when a move task already runs to somewhere else than asked for: AWS runs one at a time for each queue. */
export class MoveTaskRunningError extends ConsumerError {
  readonly code = 'MoveTaskRunning';
}

/** Whether AWS refused a request because the caller may not make it. */
export function isAccessDenied(error: unknown): boolean {
  return (
    (error instanceof SQSServiceException && /AccessDenied/.test(error.name)) ||
    (error instanceof QueueRequestError && /AccessDenied/.test(error.awsCode))
  );
}
