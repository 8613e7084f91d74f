import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { BATCH_ENTRIES, BATCH_ENTRY_ID_PATTERN } from '../../../../model/limits/sqs';
import { AwsError } from '../../../aws-error';
import { emptyBatch, entryIdsNotDistinct, invalidEntryId, tooManyEntries } from '../errors';

interface Entry {
  readonly Id: string | undefined;
}

/** What makes SQS refuse the whole batch. */
export function checkBatch<Given extends Entry>(
  entries: readonly Given[] | undefined,
  entryType: string,
): readonly Given[] {
  if (entries === undefined || entries.length === 0) throw emptyBatch(entryType);
  if (entries.length > BATCH_ENTRIES.max) throw tooManyEntries(entries.length);
  const ids = new Set<string>();
  for (const { Id: id = '' } of entries) {
    if (!BATCH_ENTRY_ID_PATTERN.test(id)) throw invalidEntryId();
    if (ids.has(id)) throw entryIdsNotDistinct(id);
    ids.add(id);
  }
  return entries;
}

/**
 * Carries out the entries one by one: each succeeds or fails for itself.
 *
 * @param fault what an entry fails with by an injected fault, if it does
 */
export function eachEntry<Given extends Entry, Result>(
  entries: readonly Given[],
  run: (entry: Given) => Result,
  fault: () => AwsError | undefined,
): { Successful: Result[]; Failed: BatchResultErrorEntry[] | undefined } {
  const Successful: Result[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      const injected = fault();
      if (injected !== undefined) throw injected;
      Successful.push(run(entry));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({
        Id: entry.Id,
        Code: error.queryCode,
        Message: error.message,
        SenderFault: error.type === 'Sender',
      });
    }
  }
  return { Successful, Failed: Failed.length > 0 ? Failed : undefined };
}
