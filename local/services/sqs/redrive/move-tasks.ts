import {
  MAX_ACTIVE_MESSAGE_MOVE_TASKS,
  MAX_MESSAGE_MOVE_SECONDS,
  MESSAGE_MOVE_RATE,
} from '../../../../model/limits/sqs';
import type { Random } from '../../../kernel/random';
import { invalidParameterValue, overLimit, resourceNotFound } from '../errors';
import type { LiveQueue } from '../live-queue';
import type { Queues } from '../queues';
import { moveNext } from './move-message';

export type MoveStatus = 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';

export interface MoveTask {
  readonly id: string;
  readonly source: LiveQueue;
  /** Undefined: each message goes back to the queue that it was dead-lettered from. */
  readonly destinationArn: string | undefined;
  /** Messages per second, if the caller gave it. */
  readonly rate: number | undefined;
  readonly startedAt: number;
  /** How many there were when the task began. */
  readonly toMove: number;
  moved: number;
  status: MoveStatus;
  failureReason: string | undefined;
}

/** AWS lists the ten most recent tasks of a source queue. */
const KEPT = 10;
/** Milliseconds between two looks at the queue: a fast task moves several messages each time. */
const TICK = 100;

/** Redrives: tasks that move the messages of a dead-letter queue, at a limited rate. */
export class MoveTasks {
  private readonly bySource = new Map<LiveQueue, MoveTask[]>();
  private readonly random: Random;

  constructor(private readonly queues: Queues) {
    this.random = queues.kernel.random.fork('sqs/move-task');
  }

  start(source: LiveQueue, destinationArn: string | undefined, rate: number | undefined): MoveTask {
    const tasks = this.of(source);
    if (tasks[0]?.status === 'RUNNING') {
      throw invalidParameterValue(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const active = [...this.bySource].filter(
      ([queue, [latest]]) => queue.account === source.account && latest?.status === 'RUNNING',
    ).length;
    if (active >= MAX_ACTIVE_MESSAGE_MOVE_TASKS) {
      throw overLimit(`Only ${MAX_ACTIVE_MESSAGE_MOVE_TASKS} active message movement tasks are allowed per account.`);
    }
    const task: MoveTask = {
      id: this.random.uuid(),
      source,
      destinationArn,
      rate,
      startedAt: this.queues.kernel.clock.now(),
      toMove: source.depth().visible,
      moved: 0,
      status: 'RUNNING',
      failureReason: undefined,
    };
    this.bySource.set(source, [task, ...tasks].slice(0, KEPT));
    this.schedule(task, task.startedAt);
    return task;
  }

  /** The most recent first. */
  of(source: LiveQueue): readonly MoveTask[] {
    return this.bySource.get(source) ?? [];
  }

  cancel(source: LiveQueue | undefined, id: string): MoveTask {
    const task = source && this.of(source).find((each) => each.id === id);
    if (task === undefined) throw resourceNotFound('Task does not exist.');
    if (task.status !== 'RUNNING') throw invalidParameterValue('Only active tasks can be cancelled.');
    task.status = 'CANCELLED';
    return task;
  }

  private schedule(task: MoveTask, time: number): void {
    this.queues.kernel.clock.at(time, 'work', () => this.tick(task));
  }

  /** Moves what the rate allows by now, and comes back. */
  private tick(task: MoveTask): void {
    if (task.status !== 'RUNNING') return;
    const now = this.queues.kernel.clock.now();
    if (now >= task.startedAt + MAX_MESSAGE_MOVE_SECONDS * 1000) {
      this.fail(task, 'TimedOut');
      return;
    }
    const perSecond = task.rate ?? MESSAGE_MOVE_RATE.max;
    // The first message moves at once, the next ones each an interval later.
    const allowed = 1 + Math.floor(((now - task.startedAt) * perSecond) / 1000);
    while (task.moved < allowed) {
      const outcome = moveNext(task.source, task.destinationArn, this.queues);
      if (outcome !== 'moved') {
        if (outcome === 'empty') task.status = 'COMPLETED';
        else this.fail(task, outcome);
        return;
      }
      task.moved += 1;
    }
    const nextMessage = task.startedAt + Math.ceil((task.moved * 1000) / perSecond);
    this.schedule(task, Math.max(nextMessage, now + TICK));
  }

  private fail(task: MoveTask, reason: string): void {
    task.status = 'FAILED';
    task.failureReason = reason;
  }
}
