import type { Message } from './message';
import type { Queue } from './queue';

/** What happens to a message, as the event stream names it after `sqs.`. */
export type MessageEvent =
  | 'sent'
  /** A FIFO queue accepted it and will not deliver it again. */
  | 'deduplicated'
  | 'received'
  | 'deleted'
  | 'delay-over'
  | 'visibility-changed'
  | 'visible-again'
  | 'expired';

export interface QueueObserver {
  happened(event: MessageEvent, queue: Queue, message: Message): void;
  deadLettered(source: Queue, target: Queue, message: Message): void;
}
