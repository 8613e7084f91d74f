import { type DeadLetter, depthOf, lookAtDeadLetters } from '../../../consumer/dlq';
import { count, dim, print } from '../../console/output';
import type { Session } from './session';

export interface Looked {
  /** The oldest first; on FIFO in the order of the queue. */
  readonly letters: readonly DeadLetter[];
  /** Messages that could not be looked at, about. */
  readonly unseen: number;
}

export async function lookAtAll(
  { access, queue, reasons, interruption }: Session,
  limit: number | undefined,
): Promise<Looked> {
  const before = await depthOf(access, queue);
  const letters: DeadLetter[] = [];
  const visit = (some: readonly DeadLetter[]): undefined => void letters.push(...some);
  await lookAtDeadLetters(access, queue, visit, { limit, reasons, signal: interruption.signal });
  if (!queue.fifo) letters.sort((a, b) => a.sentAt - b.sentAt);
  return { letters, unseen: Math.max(0, before.visible + before.inFlight + before.delayed - letters.length) };
}

/** What a look costs and cannot see. */
export function printCost({ letters, unseen }: Looked, fifo: boolean): void {
  const looked =
    letters.length === 0
      ? 'No messages.'
      : `${count(letters.length, 'message')}. Looking has cost each one a receive; all are given back.`;
  print(dim(looked));
  if (unseen === 0) return;
  const why = fifo
    ? 'in flight, or behind the first ten of their group, where SQS keeps them'
    : 'in flight or beyond the limit';
  print(dim(`About ${count(unseen, 'more message')} not looked at: ${why}.`));
}
