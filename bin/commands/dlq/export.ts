import { type FileHandle, open } from 'node:fs/promises';
import { exportDeadLetter, lookAtDeadLetters } from '../../../consumer/dlq';
import { count, print } from '../../console/output';
import { UsageError } from '../../usage-error';
import { type DlqFlags, printJson, queueJson, withDeadLetters } from './session';

export function runExport(reference: string, path: string, flags: DlqFlags): Promise<number> {
  return withDeadLetters(reference, flags, async ({ access, queue, reasons, interruption }) => {
    const file = await create(path);
    let exported = 0;
    try {
      exported = await lookAtDeadLetters(
        access,
        queue,
        async (letters) => {
          await file.write(letters.map((letter) => `${JSON.stringify(exportDeadLetter(letter))}\n`).join(''));
          return undefined;
        },
        { reasons, signal: interruption.signal },
      );
    } finally {
      await file.close();
    }
    if (flags.json) printJson({ ...queueJson(queue), file: path, exported });
    else print(`${count(exported, 'message')} written to ${path}. It has cost each one a receive; all are given back.`);
    return 0;
  });
}

/** Never over an export that is there: it may be all that is left of messages that were purged. */
async function create(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new UsageError(`'FILE' must be a file that can be created and does not exist yet, got '${path}' (${text}).`);
  }
}
