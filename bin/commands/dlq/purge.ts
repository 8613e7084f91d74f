import { createInterface } from 'node:readline/promises';
import { depthOf, purgeDeadLetters } from '../../../consumer/dlq';
import { count, print } from '../../console/output';
import { UsageError } from '../../usage-error';
import { type DlqFlags, printJson, queueJson, withDeadLetters } from './session';

export function runPurge(reference: string, flags: DlqFlags & { readonly yes: boolean }): Promise<number> {
  if (flags.json && !flags.yes) {
    throw new UsageError("'--json' must come with '--yes' here: the question would be part of the document.");
  }
  return withDeadLetters(reference, flags, async ({ access, queue, interruption }) => {
    const { visible, inFlight, delayed } = await depthOf(access, queue);
    const messages = count(visible + inFlight + delayed, 'message');
    if (
      !flags.yes &&
      !(await interruption.race(agreed(`Delete about ${messages} of ${queue.name} for good? [y/N] `)))
    ) {
      print('Nothing was deleted.');
      return 1;
    }
    const purged = await purgeDeadLetters(access, queue);
    if (flags.json) printJson({ ...queueJson(queue), purged });
    else print(`About ${count(purged, 'message')} deleted. SQS takes up to 60 seconds for it.`);
    return 0;
  });
}

/** The end of the input is a no. */
async function agreed(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin });
  try {
    process.stdout.write(question);
    for await (const line of lines) return /^y(es)?$/i.test(line.trim());
    print();
    return false;
  } finally {
    lines.close();
  }
}
