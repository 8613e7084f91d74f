import type { SendMessageResult } from '@aws-sdk/client-sqs';
import type { LiveQueue } from '../live-queue';
import type { MessageIds } from '../model/message-ids';
import type { Sent } from '../model/queue-operations';
import { md5, md5OfAttributes } from './digest';
import type { Outgoing } from './outgoing';
import { sequenceNumber } from './system-attributes';

/** What SQS answers to a message that it accepted: senders compare the digests. */
export function receiptOf(outgoing: Outgoing, sent: Sent, queue: LiveQueue, ids: MessageIds) {
  return {
    MessageId: ids.messageId(sent.serial),
    MD5OfMessageBody: md5(outgoing.content.body),
    MD5OfMessageAttributes: md5OfAttributes(outgoing.content.attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(outgoing.systemAttributes),
    SequenceNumber: queue.identity.fifo ? sequenceNumber(sent.order) : undefined,
  } satisfies SendMessageResult;
}
