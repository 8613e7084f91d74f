import type { EventStream } from '../../kernel/events';
import type { Message } from './model/message';
import type { MessageIds } from './model/message-ids';
import type { Queue } from './model/queue';
import type { MessageEvent, QueueObserver } from './model/queue-observer';

/**
 * Tells the event stream: `sqs.<event>` with the queue's ARN, the message's id and its receive count.
 * `sqs.dead-lettered` also names the `deadLetterQueue`.
 */
export class QueueEvents implements QueueObserver {
  private targets = new Set<string>();

  constructor(
    private readonly events: EventStream,
    private readonly ids: MessageIds,
  ) {}

  happened(event: MessageEvent, queue: Queue, message: Message): void {
    if (this.events.observed) this.events.emit(`sqs.${event}`, this.describe(queue, message));
  }

  deadLettered(source: Queue, target: Queue, message: Message): void {
    this.targets.add(target.identity.arn);
    if (!this.events.observed) return;
    this.events.emit('sqs.dead-lettered', {
      ...this.describe(source, message),
      deadLetterQueue: target.identity.arn,
    });
  }

  /** Queues that got a dead-lettered message since the last call. */
  takeTargets(): Iterable<string> {
    if (this.targets.size === 0) return [];
    const { targets } = this;
    this.targets = new Set();
    return targets;
  }

  private describe(queue: Queue, message: Message): Record<string, unknown> {
    return {
      queue: queue.identity.arn,
      messageId: this.ids.messageId(message.serial),
      receiveCount: message.receiveCount,
      ...(message.groupId === undefined ? {} : { messageGroupId: message.groupId }),
    };
  }
}
