import { parseArn } from '../../../model/arn';
import type { LiveQueue } from './live-queue';
import type { Message } from './model/message';
import type { MessageIds } from './model/message-ids';

/** A message in a queue, as nobody at AWS can see it: looking costs no receive. Times in milliseconds since 1970. */
export interface MessageView {
  readonly messageId: string;
  readonly body: string;
  readonly groupId?: string;
  readonly state: 'delayed' | 'visible' | 'in-flight';
  /** Receives from this queue: what `maxReceiveCount` is compared with. */
  readonly receives: number;
  /** Those from the queues that dead-lettered it included: `ApproximateReceiveCount`. */
  readonly receiveCount: number;
  /** When its delay or its visibility timeout is over; undefined for a visible one. */
  readonly visibleAt?: number;
  /** When its retention is over. */
  readonly expiresAt: number;
}

/** A queue at this moment. Times in seconds, as the queue's attributes have them. */
export interface QueueView {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly fifo: boolean;
  readonly visibilityTimeout: number;
  readonly delay: number;
  readonly messageRetentionPeriod: number;
  readonly redrive?: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };
  /** The youngest first. */
  messages(): Iterable<MessageView>;
}

export function viewOf(queue: LiveQueue, ids: MessageIds): QueueView {
  const { arn, name, account, identity, settings } = queue;
  const { visibilityTimeout, delay, messageRetentionPeriod, redrive } = settings;
  return {
    arn,
    name,
    account,
    region: parseArn(arn)?.region ?? '',
    fifo: identity.fifo,
    visibilityTimeout,
    delay,
    messageRetentionPeriod,
    ...(redrive === undefined ? {} : { redrive }),
    *messages() {
      for (const message of queue.messages()) {
        const { state } = message;
        if (state !== 'gone') yield seen(message, state, messageRetentionPeriod, ids);
      }
    },
  };
}

function seen(message: Message, state: MessageView['state'], retention: number, ids: MessageIds): MessageView {
  const { body, groupId, receiveCount, receivedElsewhere, dueAt, sentAt } = message;
  return {
    messageId: ids.messageId(message.serial),
    body,
    ...(groupId === undefined ? {} : { groupId }),
    state,
    receives: receiveCount - receivedElsewhere,
    receiveCount,
    ...(state === 'visible' ? {} : { visibleAt: dueAt }),
    expiresAt: sentAt + retention * 1_000,
  };
}
