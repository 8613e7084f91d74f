import type { LiveQueue } from '../live-queue';
import type { Queues } from '../queues';

export type MoveOutcome =
  | 'moved'
  | 'empty'
  /** Nobody dead-lettered the message: it was sent here. */
  | 'CouldNotDetermineMessageSource'
  | 'AWS.SimpleQueueService.NonExistentQueue';

/**
 * Moves the next visible message of a dead-letter queue. It becomes a new message: new id, sent now, never received.
 * Nothing is taken out of the source before the destination is known, so a failure loses nothing.
 */
export function moveNext(source: LiveQueue, destinationArn: string | undefined, queues: Queues): MoveOutcome {
  if (queues.find(source.arn) !== source) return 'AWS.SimpleQueueService.NonExistentQueue';
  const next = source.peek();
  if (next === undefined) return 'empty';
  const arn = destinationArn ?? next.deadLetterSource;
  if (arn === undefined) return 'CouldNotDetermineMessageSource';
  const destination = queues.find(arn);
  if (destination === undefined) return 'AWS.SimpleQueueService.NonExistentQueue';
  const message = source.withdraw();
  if (message === undefined) return 'empty';
  const sent = destination.send(message, destination.identity.fifo ? destination.settings.delay : 0);
  const { events } = queues.kernel;
  if (events.observed) {
    events.emit('sqs.moved', {
      queue: source.arn,
      messageId: queues.ids.messageId(message.serial),
      receiveCount: message.receiveCount,
      destination: arn,
      newMessageId: queues.ids.messageId(sent.serial),
    });
  }
  return 'moved';
}
