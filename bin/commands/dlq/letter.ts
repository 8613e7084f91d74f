import { type DeadLetter, exportDeadLetter } from '../../../consumer/dlq';
import { bold, duration, print } from '../../console/output';

/** A dead letter in JSON output, without its content. */
export function letterJson(letter: DeadLetter, now: number) {
  const { messageId, originalId, receiveCount, sentAt, groupId, reason, reasonFrom, sourceArn } = letter;
  return {
    id: messageId,
    ...(originalId === messageId ? {} : { originalId }),
    receiveCount,
    ageSeconds: Math.max(0, Math.round((now - sentAt) / 1000)),
    sentAt: new Date(sentAt).toISOString(),
    group: groupId,
    reason,
    reasonFrom,
    source: sourceArn,
  };
}

/** With body and attributes as well. */
export const fullLetterJson = (letter: DeadLetter, now: number) => ({
  ...letterJson(letter, now),
  ...exportDeadLetter(letter),
});

export const ageOf = ({ sentAt }: DeadLetter, now: number): string => duration(Math.max(0, now - sentAt));

export const sentTime = ({ sentAt }: DeadLetter): string => `${new Date(sentAt).toISOString().slice(0, 19)}Z`;

/** One line for each; columns that are empty throughout are left out. */
export function printLetters(letters: readonly DeadLetter[], now: number): void {
  const columns: readonly (readonly [string, (letter: DeadLetter) => string])[] = [
    ['ID', ({ messageId }) => messageId],
    ['RECEIVES', ({ receiveCount }) => String(receiveCount)],
    ['AGE', (letter) => ageOf(letter, now)],
    ['SENT', sentTime],
    ['GROUP', ({ groupId }) => groupId ?? ''],
    ['REASON', ({ reason }) => (reason ?? '').replaceAll(/\s+/g, ' ')],
  ];
  const filled = columns.filter(([, cell]) => letters.some((letter) => cell(letter) !== ''));
  const rows = [filled.map(([title]) => title), ...letters.map((letter) => filled.map(([, cell]) => cell(letter)))];
  const widths = filled.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const [index, row] of rows.entries()) {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    print(index === 0 ? bold(line.trimEnd()) : line.trimEnd());
  }
}
