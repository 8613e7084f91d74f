import { print } from '../../console/output';
import { letterJson, printLetters } from './letter';
import { lookAtAll, printCost } from './looking';
import { type DlqFlags, printJson, queueJson, readCount, withDeadLetters } from './session';

export function runList(reference: string, flags: DlqFlags & { readonly limit?: string }): Promise<number> {
  const limit = readCount('--limit', flags.limit);
  return withDeadLetters(reference, flags, async (session) => {
    const { access, queue } = session;
    const looked = await lookAtAll(session, limit);
    const now = access.clock.now();
    if (flags.json) {
      const messages = looked.letters.map((letter) => letterJson(letter, now));
      printJson({ ...queueJson(queue), unseen: looked.unseen, receivesSpent: messages.length, messages });
      return 0;
    }
    if (looked.letters.length > 0) printLetters(looked.letters, now);
    if (looked.letters.length > 0) print();
    printCost(looked, queue.fifo);
    return 0;
  });
}
