import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { type Attempt, ack, DUPLICATE, type Idempotency, type Outcome, PermanentError } from '..';
import { checkOptions, EXPIRES_AFTER_SECONDS, type IdempotentOptions } from './options';
import { reservation } from './reservation';
import { outcomeOfStore, type StoredKey } from './store-outcomes';

/** Powertools' own prefix is the function's name, which a worker does not have. The queue is part of the key. */
const KEY_PREFIX = 'spillway';

/**
 * Applies the effect of a payload once for each key, however often it comes: with Powertools' idempotency, and a store
 * of yours. What is done before is `ack(DUPLICATE)`. Only what succeeds is remembered; every other outcome frees the
 * key.
 *
 * @throws InvalidOptionError
 */
export function idempotent<Payload>(options: IdempotentOptions<Payload>): Idempotency<Payload> {
  checkOptions(options);
  const { persistenceStore, fingerprint, expiresAfterSeconds = EXPIRES_AFTER_SECONDS } = options;
  return {
    async once(attempt) {
      const stored: StoredKey = {
        key: keyOf(attempt, options),
        ...(fingerprint === undefined
          ? {}
          : { content: JSON.parse(JSON.stringify(fingerprint(attempt.payload)) ?? 'null') }),
      };
      const limitMs = options.inProgressSeconds === undefined ? attempt.remainingMs : options.inProgressSeconds * 1_000;
      const held = reservation(attempt, Math.max(1, Math.floor(limitMs)));
      // One for each attempt: it carries the time that is left, and attempts run side by side.
      const config = new IdempotencyConfig({
        eventKeyJmesPath: 'key',
        throwOnNoIdempotencyKey: true,
        hashFunction: 'sha256',
        expiresAfterSeconds,
        ...(fingerprint === undefined ? {} : { payloadValidationJmesPath: 'content' }),
      });
      let outcome: Outcome | undefined;
      const handleOnce = makeIdempotent(
        async (_stored: StoredKey, _context: { getRemainingTimeInMillis(): number }): Promise<void> => {
          outcome = await attempt.handle(held.message);
          if (outcome.kind !== 'ack') {
            await held.unlessOver();
            throw new NotDone(outcome.reason);
          }
        },
        { persistenceStore, config, keyPrefix: KEY_PREFIX },
      );
      try {
        await Promise.race([handleOnce(stored, { getRemainingTimeInMillis: () => held.limitMs }), held.over]);
        return outcome ?? ack(DUPLICATE);
      } catch (error) {
        if (outcome === undefined) {
          return await outcomeOfStore(error, stored, persistenceStore);
        }
        // What the handler did counts: to retry what is done, because that could not be noted, would do it again.
        noteProblem(error, outcome, attempt);
        return outcome;
      } finally {
        held.end();
      }
    },
  };
}

/** Makes Powertools forget the key: it remembers whatever does not throw. */
class NotDone extends Error {}

/** @throws PermanentError */
function keyOf<Payload>({ payload, message }: Attempt<Payload>, { key, scope }: IdempotentOptions<Payload>): string {
  const own: unknown = key(payload, message);
  if (typeof own !== 'string' || own === '') {
    throw new PermanentError(
      `The payload has no idempotency key: 'key' must return a string of at least one character, got ${JSON.stringify(own)}.`,
    );
  }
  return `${scope ?? message.queueArn} ${own}`;
}

function noteProblem(error: unknown, { kind }: Outcome, { message, logger }: Attempt<unknown>): void {
  if (!(error instanceof NotDone)) {
    const text = kind === 'ack' ? 'idempotency key not saved as done' : 'idempotency key not freed';
    logger().warn(text, { messageId: message.id, error });
  }
}
