import {
  cancelMoveTask,
  depthOf,
  followMoveTask,
  type MoveTask,
  type QueueIdentity,
  startMoveTask,
} from '../../../consumer/dlq';
import { count, print } from '../../console/output';
import { type Progress, progressBar } from '../../console/progress';
import { DlqFailure } from './failure';
import type { Plan } from './redrive';
import { printJson, queueJson, type Session } from './session';

/** The whole queue by AWS's message move task, which goes on without this process. */
export async function redriveByTask(
  session: Session,
  destination: QueueIdentity,
  { rate, json, dryRun, detach }: Plan,
): Promise<number> {
  const { access, queue, interruption } = session;
  const say = (text: string): void => (json ? undefined : print(text));
  if (dryRun) {
    const { visible } = await depthOf(access, queue);
    say(`Would move about ${count(visible, 'message')} to ${destination.name} by AWS's message move task.`);
    if (json) printJson({ ...queueJson(queue), destination: destination.arn, dryRun, by: 'task', wouldMove: visible });
    return 0;
  }
  const { task, pickedUp } = await startMoveTask(access, queue, { destinationArn: destination.arn, rate });
  say(
    pickedUp
      ? `A move task to ${destination.name} runs since ${new Date(task.startedAt).toISOString().slice(0, 19)}Z: following it.`
      : `Moving all messages to ${destination.name} by AWS's message move task.`,
  );
  const { signal } = interruption;
  let last = await follow(session, task);
  if (signal.aborted && last.status === 'RUNNING') {
    if (detach) say('The move task goes on. Run the command again to follow it.');
    else {
      say('\nCancelling the move task; what it has moved stays moved.');
      last = await cancelMoveTask(access, queue, last);
    }
  }
  report(session, destination, last, { json, pickedUp });
  if (signal.aborted && last.status !== 'COMPLETED') throw signal.reason;
  if (last.status === 'FAILED') {
    throw new DlqFailure(`The move task failed: ${last.failureReason ?? 'AWS gives no reason'}.`);
  }
  return last.status === 'COMPLETED' ? 0 : 1;
}

async function follow({ access, queue, interruption }: Session, task: MoveTask): Promise<MoveTask> {
  let progress: Progress | undefined;
  try {
    return await followMoveTask(access, queue, task, {
      signal: interruption.signal,
      onProgress: ({ moved, toMove }) => {
        // A list that lags behind the start does not say yet how many there are.
        if (toMove > 0) progress ??= progressBar('moved', toMove, 'messages');
        progress?.to(moved);
      },
    });
  } finally {
    progress?.end();
  }
}

function report(
  { queue }: Session,
  destination: QueueIdentity,
  { status, moved, toMove, failureReason }: MoveTask,
  { json, pickedUp }: { readonly json: boolean; readonly pickedUp: boolean },
): void {
  if (!json) {
    print(`${status.toLowerCase()}: ${moved} of ${count(toMove, 'message')} moved to ${destination.name}.`);
    return;
  }
  const result = { by: 'task', pickedUp, status, moved, toMove, failureReason };
  printJson({ ...queueJson(queue), destination: destination.arn, ...result });
}
