import type { CatalogueDocument } from '../../../lambda/catalogue/document';
import { listObjects, type ObjectSummary, readCatalogue } from './catalogue';
import type { Clients } from './clients';
import { type DeadLetter, readDeadLetters } from './dead-letters';
import type { LocalFile } from './folder';
import { type FunctionLog, readLog } from './function-log';
import { type QueueDepth, queueDepth } from './queue-depth';
import type { ReferenceApp } from './reference-app';
import { findMissing, type Missing } from './verify';

/** What was read back through the SDK, from buckets, queues and logs. */
export interface Findings {
  readonly uploads: readonly ObjectSummary[];
  readonly documents: readonly CatalogueDocument[];
  readonly letters: readonly DeadLetter[];
  readonly log: FunctionLog;
  readonly queue: QueueDepth;
  readonly deadLetterQueue: QueueDepth;
  readonly missing: readonly Missing[];
}

export async function readFindings(
  { s3, sqs, logs }: Clients,
  app: ReferenceApp,
  files: readonly LocalFile[],
): Promise<Findings> {
  // Before the dead letters are received: that hides them for a while.
  const queue = await queueDepth(sqs, app.queueUrl);
  const deadLetterQueue = await queueDepth(sqs, app.deadLetterQueueUrl);
  const letters = await readDeadLetters(sqs, app.deadLetterQueueUrl);
  const documents = await readCatalogue(s3, app.catalogue);
  return {
    uploads: await listObjects(s3, app.uploads),
    documents,
    letters,
    log: await readLog(logs, app.logGroup),
    queue,
    deadLetterQueue,
    missing: await findMissing(files, documents, letters),
  };
}
