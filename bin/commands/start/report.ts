import { count, duration, green, heading, print, red, table, yellow } from '../../console/output';
import type { ObjectSummary } from './catalogue';
import type { DeadLetter } from './dead-letters';
import type { FunctionLog } from './function-log';
import type { QueueDepth } from './queue-depth';
import type { Missing } from './verify';

/** What was read back through the SDK, from buckets, queues and logs. */
export interface Findings {
  readonly uploads: readonly ObjectSummary[];
  readonly catalogued: number;
  readonly letters: readonly DeadLetter[];
  readonly log: FunctionLog;
  readonly queue: QueueDepth;
  readonly deadLetterQueue: QueueDepth;
  readonly missing: readonly Missing[];
}

const mostShown = 20;

export function showReport(findings: Findings, realMilliseconds: number, clock: 'real' | 'virtual'): void {
  const { uploads, catalogued, letters, log, queue, deadLetterQueue, missing } = findings;
  heading('Result');
  table([
    ['files', count(uploads.length, 'file')],
    ['catalogued', green(count(catalogued, 'document'))],
    ['dead-lettered', letters.length === 0 ? '0 messages' : yellow(count(letters.length, 'message'))],
    ['duplicates handled', count(log.duplicates, 'message')],
    ['work queue', depth(queue)],
    ['dead-letter queue', depth(deadLetterQueue)],
    ['requests', requestsPerMessage(findings)],
    ['time', timeTaken(findings, realMilliseconds, clock)],
  ]);
  showDeadLetters(letters, log);
  if (missing.length > 0) {
    heading(red(`${count(missing.length, 'file')} unaccounted for`));
    for (const { key, problem } of missing.slice(0, mostShown)) print(`  ${key}: ${problem}`);
  }
}

const depth = ({ visible, inFlight, delayed }: QueueDepth): string =>
  `${visible} visible, ${inFlight} in flight, ${delayed} delayed`;

function requestsPerMessage({ log }: Findings): string {
  const entries = Object.entries(log.requests).filter(([, number]) => number > 0);
  const total = entries.reduce((sum, [, number]) => sum + number, 0);
  const messages = log.completed;
  if (messages === 0) return `${total} by the consumer, for no completed message`;
  const parts = entries.map(([action, number]) => `${number} ${action}`).join(', ');
  return `${(total / messages).toFixed(2)} per completed message on the consumer's side (${parts}), in ${count(log.invocations, 'invocation')}`;
}

/** From the first upload to the last line of the log, on the cloud's clock. */
function timeTaken({ uploads, log }: Findings, realMilliseconds: number, clock: 'real' | 'virtual'): string {
  const first = Math.min(...uploads.map(({ lastModified }) => lastModified));
  const onCloud = log.lastEntry === undefined ? 0 : Math.max(0, log.lastEntry - first);
  return `${duration(onCloud)} from the first upload to the last log entry${clock === 'virtual' ? ' (virtual)' : ''}, ${duration(realMilliseconds)} for this command`;
}

function showDeadLetters(letters: readonly DeadLetter[], log: FunctionLog): void {
  if (letters.length === 0) return;
  heading("Dead-lettered, with the reason from the function's log");
  for (const { messageId, keys } of letters.slice(0, mostShown)) {
    print(`  ${yellow(keys.join(', ') || messageId)}`);
    print(`      ${log.reasons.get(messageId) ?? `no reason in the log for message ${messageId}`}`);
  }
  if (letters.length > mostShown) print(`  ... and ${letters.length - mostShown} more`);
}
