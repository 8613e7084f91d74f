import { BATCH_ENTRIES } from '../../model/limits/sqs';
import type { BatchResult, Identified } from '../engine/port';
import type { DeadLetterAccess } from './access';

const ATTEMPTS = 3;
const PAUSE_MS = 200;

/**
 * Makes a batch request for every ten entries and repeats it for those that failed, unless the caller is at fault.
 * Returns the positions of the entries that failed for good.
 */
export async function inBatches<Entry>(
  { clock }: DeadLetterAccess,
  entries: readonly Entry[],
  request: (batch: readonly Identified<Entry>[]) => Promise<BatchResult>,
): Promise<ReadonlySet<number>> {
  const failed = new Set<number>();
  for (let begin = 0; begin < entries.length; begin += BATCH_ENTRIES.max) {
    let left = entries
      .slice(begin, begin + BATCH_ENTRIES.max)
      .map((entry, index): Identified<Entry> => ({ ...entry, id: String(begin + index) }));
    for (let attempt = 1; left.length > 0 && attempt <= ATTEMPTS; attempt += 1) {
      if (attempt > 1) await clock.sleep(PAUSE_MS * attempt);
      const result = await request(left);
      const done = new Set(result.successful);
      const hopeless = new Set(result.failed.filter(({ senderFault }) => senderFault).map(({ id }) => id));
      for (const id of hopeless) failed.add(Number(id));
      left = left.filter(({ id }) => !done.has(id) && !hopeless.has(id));
    }
    for (const { id } of left) failed.add(Number(id));
  }
  return failed;
}
