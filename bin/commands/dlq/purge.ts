import { depthOf, purgeDeadLetters } from '../../../consumer/dlq';
import { agreed } from '../../console/ask';
import { count, print } from '../../console/output';
import { UsageError } from '../../usage-error';
import { type DlqFlags, printJson, queueJson, withDeadLetters } from './session';

export function runPurge(reference: string, flags: DlqFlags & { readonly yes: boolean }): Promise<number> {
  if (flags.json && !flags.yes) {
    throw new UsageError("'--json' must come with '--yes' here: the question would be part of the document.");
  }
  if (!flags.yes && !process.stdin.isTTY) {
    throw new UsageError("'--yes' must be given here: the input is no terminal, so nobody can be asked.");
  }
  return withDeadLetters(reference, flags, async ({ access, queue, interruption }) => {
    const { visible, inFlight, delayed } = await depthOf(access, queue);
    const messages = count(visible + inFlight + delayed, 'message');
    const question = `Delete about ${messages} of ${queue.name} for good? [y/N] `;
    const terminal = { input: process.stdin, output: process.stdout };
    if (!flags.yes && !(await agreed(question, terminal, interruption.signal))) {
      interruption.signal.throwIfAborted();
      print('Nothing was deleted.');
      return 1;
    }
    const purged = await purgeDeadLetters(access, queue);
    if (flags.json) printJson({ ...queueJson(queue), purged });
    else print(`About ${count(purged, 'message')} deleted. SQS takes up to 60 seconds for it.`);
    return 0;
  });
}
