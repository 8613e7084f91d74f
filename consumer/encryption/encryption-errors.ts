import { ConsumerError, PermanentError } from '..';

/**
 * Thrown when a message can never be opened: it is no encrypted message, was changed, was encrypted under another key,
 * or for another queue or context. It goes to the dead-letter queue, as it is.
 */
export class UndecryptableError extends PermanentError {
  override readonly code = 'Undecryptable';
}

/**
 * Thrown when KMS did not decrypt a message's data key, and may do so later: it is throttled or cannot be reached, the
 * key is disabled, a permission is missing. The message is retried.
 */
export class DecryptionFailedError extends ConsumerError {
  readonly code = 'DecryptionFailed';
}

/** Thrown by `send` and `sendAll` when KMS gave no data key. Nothing was sent. */
export class EncryptionFailedError extends ConsumerError {
  readonly code = 'EncryptionFailed';
}
