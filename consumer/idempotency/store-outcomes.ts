import type { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import { ack, DUPLICATE, type Outcome } from '..';

type Json = Parameters<BasePersistenceLayer['getRecord']>[0];

/** What Powertools makes a hash of: `content` only where it is to be compared. */
export interface StoredKey {
  readonly key: string;
  readonly content?: Json;
}

const IN_PROGRESS = 'another attempt for its idempotency key is going on';

/**
 * What is to become of a message whose handler was not called. By the errors' names: a bundle may hold Powertools twice.
 * Whatever is not known is a retry: nothing is handled without the store.
 */
export async function outcomeOfStore(error: unknown, stored: StoredKey, store: BasePersistenceLayer): Promise<Outcome> {
  switch (nameOf(error)) {
    case 'IdempotencyAlreadyInProgressError':
      return outcomeOfOther(stored, store);
    case 'IdempotencyValidationError': {
      const reason = `its idempotency key '${stored.key}' was used before, with other content`;
      return { kind: 'deadLetter', reason, error };
    }
    default:
      return { kind: 'retry', reason: `the idempotency store failed: ${textOf(error)}`, error };
  }
}

/** Later than the other attempt can end: it may have died, and asking before then costs a receive each time. */
async function outcomeOfOther(stored: StoredKey, store: BasePersistenceLayer): Promise<Outcome> {
  try {
    const record = await store.getRecord({ ...stored });
    if (record.getStatus() === 'COMPLETED') {
      return ack(DUPLICATE);
    }
    const { inProgressExpiryTimestamp: until } = record;
    const after = until === undefined ? undefined : Math.max(1, Math.ceil((until - Date.now()) / 1_000) + 1);
    return { kind: 'retry', reason: IN_PROGRESS, after };
  } catch {
    // It has ended in the meantime, without success, or the store fails now.
    return { kind: 'retry', reason: IN_PROGRESS };
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function textOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return [error, cause].flatMap((value) => (value instanceof Error ? [value.message] : [])).join(': ') || String(error);
}
