import type { Message as ReceivedMessage } from '@aws-sdk/client-sqs';
import type { LiveQueue } from '../live-queue';
import type { Message } from '../model/message';
import type { MessageIds } from '../model/message-ids';
import { encodeReceipt } from '../model/receipt-handle';
import { md5, md5OfAttributes } from './digest';
import { selectAttributes, writeAttributes } from './message-attributes';
import { systemAttributes, type wantedSystemAttributes } from './system-attributes';

/** A message as its receiver gets it. */
export function incomingMessage(
  message: Message,
  queue: LiveQueue,
  ids: MessageIds,
  wanted: ReturnType<typeof wantedSystemAttributes>,
  attributeNames: readonly string[] | undefined,
): ReceivedMessage {
  const { number, fifo } = queue.identity;
  const attributes = selectAttributes(message.attributes, attributeNames);
  return {
    MessageId: ids.messageId(message.serial),
    ReceiptHandle: encodeReceipt({ queue: number, serial: message.serial, receive: message.receiveCount }, ids),
    MD5OfBody: md5(message.body),
    Body: message.body,
    Attributes: systemAttributes(message, fifo, wanted),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MessageAttributes: writeAttributes(attributes),
  };
}
