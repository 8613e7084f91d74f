import { count, duration, green, heading, print, red, table, yellow } from '../../console/output';
import type { Findings } from './findings';
import type { QueueDepth } from './queue-depth';

const mostShown = 20;

export function showReport(findings: Findings, clock: 'real' | 'virtual', realMilliseconds: number): void {
  const { uploads, documents, letters, log, queue, deadLetterQueue } = findings;
  heading('Result');
  table([
    ['files', count(uploads.length, 'file')],
    ['catalogued', green(count(documents.length, 'document'))],
    ['dead-lettered', letters.length === 0 ? '0 messages' : yellow(count(letters.length, 'message'))],
    ['duplicates handled', count(log.duplicates, 'message')],
    ['work queue', depth(queue)],
    ['dead-letter queue', depth(deadLetterQueue)],
    ['invocations', count(log.invocations, 'invocation')],
    ['requests', ...requests(findings)],
    ['time', ...timeTaken(findings, clock, realMilliseconds)],
  ]);
  showDeadLetters(findings);
  showMissing(findings);
}

const depth = ({ visible, inFlight, delayed }: QueueDepth): string =>
  `${visible} visible, ${inFlight} in flight, ${delayed} delayed`;

function requests({ log }: Findings): string[] {
  const entries = Object.entries(log.requests).filter(([, number]) => number > 0);
  const total = entries.reduce((sum, [, number]) => sum + number, 0);
  const perMessage =
    log.completed === 0
      ? `${total} by the consumer, for no completed message`
      : `${(total / log.completed).toFixed(2)} per completed message, by the consumer:`;
  return [perMessage, ...entries.map(([action, number]) => `${number} ${action}`)];
}

/** From the first upload to the last line of the log, on the cloud's clock; and from beginning to end on a wall's. */
function timeTaken({ uploads, log }: Findings, clock: 'real' | 'virtual', realMilliseconds: number): string[] {
  const first = uploads.reduce((earliest, { lastModified }) => Math.min(earliest, lastModified), Infinity);
  const onCloud = log.lastEntry === undefined ? 0 : Math.max(0, log.lastEntry - first);
  return [
    `${duration(onCloud)} from the first upload to the last log entry${clock === 'virtual' ? ' (virtual)' : ''}`,
    `${duration(realMilliseconds)} of real time for everything`,
  ];
}

function showDeadLetters({ letters, log }: Findings): void {
  if (letters.length === 0) return;
  heading("Dead-lettered, with the reason from the function's log");
  for (const { messageId, keys } of letters.slice(0, mostShown)) {
    print(`  ${yellow(keys.join(', ') || messageId)}`);
    print(`      ${log.reasons.get(messageId) ?? `no reason in the log for message ${messageId}`}`);
  }
  if (letters.length > mostShown) print(`  ... and ${letters.length - mostShown} more`);
}

function showMissing({ missing }: Findings): void {
  if (missing.length === 0) return;
  heading(red(`${count(missing.length, 'file')} unaccounted for`));
  for (const { key, problem } of missing.slice(0, mostShown)) print(`  ${key}: ${problem}`);
  if (missing.length > mostShown) print(`  ... and ${missing.length - mostShown} more`);
}
