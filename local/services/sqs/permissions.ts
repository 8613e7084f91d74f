import type { PolicyDocument, PolicyStatement } from '../../../model/policy/document';
import { changeAttributes } from './attributes/change';
import { settingsFrom } from './attributes/read';
import type { LiveQueue } from './live-queue';
import type { Queues } from './queues';

/** The statements of the queue's policy: a permission's label is its statement's `Sid`. */
export function labelledStatements(queue: LiveQueue): readonly PolicyStatement[] {
  const statements = queue.policy?.document.Statement ?? [];
  return Array.isArray(statements) ? statements : [statements as PolicyStatement];
}

/** Without statements the queue has no policy. */
export function setStatements(queue: LiveQueue, statements: readonly PolicyStatement[], queues: Queues): void {
  const fresh = { Version: '2008-10-17', Id: `${queue.arn}/SQSDefaultPolicy` };
  const document: PolicyDocument = { ...(queue.policy?.document ?? fresh), Statement: statements };
  const given = { Policy: statements.length === 0 ? '' : JSON.stringify(document) };
  const attributes = changeAttributes(queue.attributes, given, queue.identity, (arn) => queues.find(arn));
  queue.configure(attributes, settingsFrom(attributes, queue.identity.fifo));
}
