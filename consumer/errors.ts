/**
 * What every error of `cdk-spillway/consumer` is. `code` is stable, the message is for people, and the name is the code
 * with `Error` behind it: a minified bundle renames classes, and logs would show what it made of them.
 */
export abstract class ConsumerError extends Error {
  abstract readonly code: string;

  static {
    Object.defineProperty(ConsumerError.prototype, 'name', {
      configurable: true,
      get(this: ConsumerError) {
        return `${this.code}Error`;
      },
    });
  }
}

/**
 * Thrown by a handler, or by the engine, when another attempt cannot succeed. The message goes to the dead-letter
 * queue at once; where the consumer knows none, it is retried until SQS moves it.
 */
export class PermanentError extends ConsumerError {
  readonly code: string = 'Permanent';
  /** What the engine looks at: a bundle may hold this class twice, so `instanceof` alone would not do. */
  readonly permanent = true;
}

/** Thrown when a message's body is not what its envelope says, such as text that is not JSON. */
export class MalformedBodyError extends PermanentError {
  override readonly code = 'MalformedBody';
}

/** Thrown when SNS asks to confirm a subscription, or tells of its end: nothing that a handler could handle. */
export class SubscriptionConfirmationError extends PermanentError {
  override readonly code = 'SubscriptionConfirmation';
}

/** Thrown when a body that should be S3's notification is none. The message says which part is missing. */
export class NotAnS3EventError extends PermanentError {
  override readonly code = 'NotAnS3Event';
}

/** One thing that a schema found wrong. */
export interface SchemaIssue {
  /** Where, as in code: `items[2].price`; empty when the payload itself is wrong. */
  readonly path: string;
  readonly message: string;
}

/** Thrown when a payload does not pass its schema. */
export class SchemaError extends PermanentError {
  override readonly code = 'Schema';

  constructor(readonly issues: readonly SchemaIssue[]) {
    super(
      `The payload does not fit its schema: ${issues
        .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
        .join('; ')}`,
    );
  }
}

/** The reason of a handler's `AbortSignal` when the function's time is nearly over. The message is retried. */
export class DeadlineError extends ConsumerError {
  readonly code = 'Deadline';
}

/**
 * The reason of a worker's `AbortSignal` when a message's visibility timeout could not be extended: others may receive
 * the message, and whoever still works on it works twice.
 */
export class LeaseLostError extends ConsumerError {
  readonly code = 'LeaseLost';
}

/** The reason of a worker's `AbortSignal` when the worker ends and the time for it is over. The message is given back. */
export class DrainError extends ConsumerError {
  readonly code = 'Drain';
}

/**
 * The reason of a handler's `AbortSignal` when its idempotency key is no longer kept for it: another attempt may begin,
 * and whoever still works on it works twice.
 */
export class IdempotencyExpiredError extends ConsumerError {
  readonly code = 'IdempotencyExpired';
}

/**
 * Thrown by a port when SQS refused a request as a whole. `senderFault` is true when the same request would be
 * refused again (access denied, no such queue); throttling, server errors and lost connections are not.
 */
export class QueueRequestError extends ConsumerError {
  readonly code = 'QueueRequest';

  constructor(
    readonly awsCode: string,
    message: string,
    readonly senderFault: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Thrown when a function is invoked with something that is not an SQS event. */
export class NotAnSqsEventError extends ConsumerError {
  readonly code = 'NotAnSqsEvent';
}

/** Thrown by `consume` for an option outside its range. */
export class InvalidOptionError extends ConsumerError {
  readonly code = 'InvalidOption';
}

/** Whether an error says of itself that another attempt cannot succeed. */
export function isPermanent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'permanent' in error && error.permanent === true;
}

/** An error's text for a log line or a message attribute. */
export function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string') {
    return error.message === '' && 'name' in error ? String(error.name) : error.message;
  }
  return typeof error === 'string' && error !== '' ? error : `thrown: ${JSON.stringify(error) ?? String(error)}`;
}
