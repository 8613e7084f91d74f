import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { isWithin } from '../../model/limits/limit';
import { MESSAGE_MOVE_RATE } from '../../model/limits/sqs';
import type { DeadLetterAccess } from './access';
import { DeadLetterUsageError, MoveTaskRunningError } from './errors';
import type { QueueIdentity } from './find-queue';

/** A message move task as `ListMessageMoveTasks` describes it. */
export interface MoveTask {
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  /** Only a running task has one. */
  readonly handle?: string;
  readonly destinationArn?: string;
  readonly startedAt: number;
  readonly moved: number;
  /** Messages in the queue when the task began. */
  readonly toMove: number;
  readonly failureReason?: string;
}

const POLL_MS = 1_000;
/** SQS keeps and lists the ten most recent tasks. */
const LISTED = 10;

/** The most recent first. */
export async function listMoveTasks({ sqs }: DeadLetterAccess, queue: QueueIdentity): Promise<readonly MoveTask[]> {
  const command = new ListMessageMoveTasksCommand({ SourceArn: queue.arn, MaxResults: LISTED });
  return ((await sqs.send(command)).Results ?? []).map(toMoveTask);
}

export interface MoveTaskOptions {
  /** Always named, because SQS knows no way back for a message that a program sent to the dead-letter queue. */
  readonly destinationArn: string;
  /** Messages per second, 1 to 500. @default - as fast as SQS goes */
  readonly rate?: number;
}

/**
 * Starts AWS's own task that moves every message, or picks up the one that runs already.
 * @throws MoveTaskRunningError when the running task moves to another queue
 */
export async function startMoveTask(
  access: DeadLetterAccess,
  queue: QueueIdentity,
  { destinationArn, rate }: MoveTaskOptions,
): Promise<{ readonly task: MoveTask; readonly pickedUp: boolean }> {
  checkRate(rate);
  const before = await listMoveTasks(access, queue);
  const earlier = new Set(before.map(({ startedAt }) => startedAt));
  const running = before.find(({ status }) => status === 'RUNNING');
  if (running !== undefined) {
    if (running.destinationArn !== destinationArn) {
      throw new MoveTaskRunningError(
        `A move task of ${queue.name} runs already, to ${running.destinationArn ?? "each message's own source queue"} instead of ${destinationArn}. ` +
          'SQS allows one at a time. Wait for it, or cancel it.',
      );
    }
    return { task: running, pickedUp: true };
  }
  const { TaskHandle: handle } = await access.sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: queue.arn,
      DestinationArn: destinationArn,
      MaxNumberOfMessagesPerSecond: rate,
    }),
  );
  // The list may lag behind the start, and a short task may have ended, and so lost its handle, by now.
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const tasks = await listMoveTasks(access, queue);
    const task = tasks.find((each) => each.handle === handle) ?? tasks.find(({ startedAt }) => !earlier.has(startedAt));
    if (task !== undefined) return { task, pickedUp: false };
    await access.clock.sleep(POLL_MS);
  }
  return { task: { status: 'RUNNING', handle, destinationArn, startedAt: 0, moved: 0, toMove: 0 }, pickedUp: false };
}

export interface FollowOptions {
  readonly onProgress?: (task: MoveTask) => void;
  /** Stops following; the task goes on. */
  readonly signal?: AbortSignal;
}

/** Waits until a task has ended, or the signal is aborted, and returns its last state. */
export async function followMoveTask(
  access: DeadLetterAccess,
  queue: QueueIdentity,
  task: MoveTask,
  { onProgress, signal }: FollowOptions = {},
): Promise<MoveTask> {
  let state = task;
  onProgress?.(state);
  while ((state.status === 'RUNNING' || state.status === 'CANCELLING') && !signal?.aborted) {
    await access.clock.sleep(POLL_MS, signal);
    const tasks = await listMoveTasks(access, queue);
    // An ended task has no handle; when it began tells it from the others.
    state = tasks.find(({ startedAt }) => startedAt === task.startedAt) ?? tasks[0] ?? state;
    onProgress?.(state);
  }
  return state;
}

/** Cancels a running task and waits until it has stopped. What it has moved stays moved. */
export async function cancelMoveTask(
  access: DeadLetterAccess,
  queue: QueueIdentity,
  task: MoveTask,
): Promise<MoveTask> {
  await access.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: task.handle }));
  return followMoveTask(access, queue, task);
}

export function checkRate(rate: number | undefined): void {
  if (rate === undefined || isWithin(MESSAGE_MOVE_RATE, rate)) return;
  const { min, max, unit } = MESSAGE_MOVE_RATE;
  throw new DeadLetterUsageError(`'rate' must be a whole number from ${min} to ${max}, got ${rate}. It is in ${unit}.`);
}

function toMoveTask(entry: ListMessageMoveTasksResultEntry): MoveTask {
  return {
    status: entry.Status as MoveTask['status'],
    handle: entry.TaskHandle,
    destinationArn: entry.DestinationArn,
    startedAt: entry.StartedTimestamp ?? 0,
    moved: entry.ApproximateNumberOfMessagesMoved ?? 0,
    toMove: entry.ApproximateNumberOfMessagesToMove ?? 0,
    failureReason: entry.FailureReason,
  };
}
