import { type DeadLetter, exportDeadLetter, lookAtDeadLetters } from '../../../consumer/dlq';
import { bold, print, table } from '../../console/output';
import { DlqFailure } from './failure';
import { ageOf, fullLetterJson, sentTime } from './letter';
import { type Looked, lookAtAll, printCost } from './looking';
import { type DlqFlags, printJson, queueJson, readCount, type Session, withDeadLetters } from './session';

export function runShow(
  reference: string,
  messageId: string | undefined,
  flags: DlqFlags & { readonly limit?: string },
): Promise<number> {
  const limit = readCount('--limit', flags.limit);
  return withDeadLetters(reference, flags, async (session) => {
    const { access, queue } = session;
    const looked = messageId === undefined ? await lookAtAll(session, limit) : await lookFor(session, messageId, limit);
    const now = access.clock.now();
    if (flags.json) {
      const messages = looked.letters.map((letter) => fullLetterJson(letter, now));
      printJson({ ...queueJson(queue), unseen: looked.unseen, receivesSpent: messages.length, messages });
      return 0;
    }
    for (const letter of looked.letters) printLetter(letter, now);
    printCost(looked, queue.fifo);
    return 0;
  });
}

/** SQS cannot be asked for one message: those before it are received too. */
async function lookFor(session: Session, messageId: string, limit: number | undefined): Promise<Looked> {
  const { access, queue, reasons, interruption } = session;
  let found: DeadLetter | undefined;
  const seen = await lookAtDeadLetters(
    access,
    queue,
    (letters) => {
      found = letters.find((letter) => letter.messageId === messageId || letter.originalId === messageId);
      return found === undefined ? undefined : 'stop';
    },
    { limit, reasons, signal: interruption.signal },
  );
  if (found === undefined) {
    throw new DlqFailure(
      `${messageId} is not among the ${seen} messages of ${queue.name} that could be looked at. It may be in flight, or gone.`,
    );
  }
  return { letters: [found], unseen: 0 };
}

function printLetter(letter: DeadLetter, now: number): void {
  const { body, attributes } = exportDeadLetter(letter);
  const { messageId, originalId, receiveCount, groupId, reason, reasonFrom, sourceArn } = letter;
  print(bold(messageId));
  const rows: [string, ...string[]][] = [
    ['receives', String(receiveCount)],
    ['sent', `${sentTime(letter)}, ${ageOf(letter, now)} ago`],
  ];
  if (groupId !== undefined) rows.push(['group', groupId]);
  if (reason !== undefined) rows.push(['reason', ...reason.split('\n'), `(from the ${reasonFrom})`]);
  if (sourceArn !== undefined) rows.push(['source', sourceArn]);
  if (originalId !== messageId) rows.push(['original id', originalId]);
  for (const [name, { type, value }] of Object.entries(attributes)) rows.push([name, `${value} (${type})`]);
  rows.push(['body', ...body.split('\n')]);
  table(rows);
  print();
}
