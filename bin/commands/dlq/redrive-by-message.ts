import {
  type DeadLetter,
  depthOf,
  identifyArn,
  lookAtDeadLetters,
  type QueueIdentity,
  type RedriveResult,
  redriveMessages,
} from '../../../consumer/dlq';
import { count, print, red } from '../../console/output';
import { progressBar } from '../../console/progress';
import { letterJson, printLetters } from './letter';
import type { Plan } from './redrive';
import { printJson, queueJson, type Session } from './session';

/** Receive, send, delete: for a part of the queue, for another type of queue, or for several source queues. */
export async function redriveByMessage(session: Session, plan: Plan): Promise<number> {
  const { access, queue, reasons, interruption } = session;
  const { where, rate, json } = plan;
  const means = (letter: DeadLetter): boolean => where === undefined || where(letter, access.clock.now());
  if (plan.dryRun) return preview(session, plan, means);
  if (!json) print(`Moving message by message to ${nameOf(plan.destination)}.`);
  const { visible } = await depthOf(access, queue);
  const progress = progressBar('looked at', visible, 'messages');
  const result = await redriveMessages(access, queue, {
    destinationOf: destinationOf(plan),
    where: means,
    reasons,
    rate,
    signal: interruption.signal,
    onProgress: (sofar) => progress.to(sofar.moved + sofar.unmatched + sofar.failed.length + sofar.newcomers),
  }).finally(() => progress.end());
  const unseen = Math.max(0, visible - lookedAt(result));
  if (json) printJson({ ...queueJson(queue), destination: plan.destination?.arn, by: 'message', ...result, unseen });
  else report(result, unseen, interruption.signal.aborted ? 'not reached' : whyUnseen(queue));
  interruption.signal.throwIfAborted();
  return result.failed.length + result.undeleted.length + unseen === 0 ? 0 : 1;
}

async function preview(session: Session, plan: Plan, means: (letter: DeadLetter) => boolean): Promise<number> {
  const { access, queue, reasons, interruption } = session;
  const letters: DeadLetter[] = [];
  const visit = (some: readonly DeadLetter[]): undefined => void letters.push(...some.filter(means));
  const seen = await lookAtDeadLetters(access, queue, visit, { reasons, signal: interruption.signal });
  const now = access.clock.now();
  if (plan.json) {
    const messages = letters.map((letter) => letterJson(letter, now));
    const result = { dryRun: true, by: 'message', seen, wouldMove: letters.length, messages };
    printJson({ ...queueJson(queue), destination: plan.destination?.arn, ...result });
    return 0;
  }
  if (letters.length > 0) printLetters(letters, now);
  print(`Would move ${count(letters.length, 'message')} of ${seen} to ${nameOf(plan.destination)}.`);
  print('Looking has cost each one a receive; all are given back.');
  return 0;
}

function destinationOf({ destination }: Plan): (letter: DeadLetter) => QueueIdentity | undefined {
  return ({ sourceArn }) => destination ?? (sourceArn === undefined ? undefined : identifyArn(sourceArn));
}

const nameOf = (destination: QueueIdentity | undefined): string =>
  destination?.name ?? 'the source queue that each one names';

const lookedAt = ({ moved, unmatched, failed, undeleted, newcomers }: RedriveResult): number =>
  moved + unmatched + failed.length + undeleted.length + newcomers;

const whyUnseen = ({ fifo }: QueueIdentity): string =>
  `not looked at: ${fifo ? 'behind messages of their groups that stayed' : 'received by somebody else'}`;

function report(result: RedriveResult, unseen: number, why: string): void {
  const { moved, unmatched, failed, undeleted, newcomers } = result;
  print(`${count(moved, 'message')} moved.`);
  if (unmatched > 0) print(`${count(unmatched, 'message')} looked at and given back: not meant by --where.`);
  if (newcomers > 0) print(`${count(newcomers, 'message')} came meanwhile and stayed.`);
  for (const { messageId, why } of failed) print(red(`${messageId} stayed: ${why}.`));
  for (const id of undeleted) print(red(`${id} was sent, but could not be deleted here: it is in both queues.`));
  if (unseen > 0) print(red(`About ${count(unseen, 'message')} ${why}. Run the command again.`));
}
