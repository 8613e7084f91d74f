import type { SendMessageRequest } from '@aws-sdk/client-sqs';
import { isWithin } from '../../../../model/limits/limit';
import {
  DELAY,
  INVALID_BODY_CHARACTERS,
  MESSAGE_GROUP_ID,
  MESSAGE_GROUP_ID_PATTERN,
} from '../../../../model/limits/sqs';
import { invalidMessageContents, invalidParameterValue, invalidValue, missingParameter } from '../errors';
import type { LiveQueue } from '../live-queue';
import type { MessageAttributes, MessageContent } from '../model/message';
import type { Sent } from '../model/queue-operations';
import { sha256 } from './digest';
import { attributeBytes, type GivenAttributes, readAttributes } from './message-attributes';

/** What `SendMessage` and an entry of `SendMessageBatch` have in common. */
export type GivenMessage = Omit<SendMessageRequest, 'QueueUrl'>;

/** A message that was checked and can be put into the queue. */
export interface Outgoing {
  readonly content: MessageContent;
  /** Seconds. */
  readonly delay: number;
  readonly bytes: number;
  readonly systemAttributes: MessageAttributes | undefined;
}

const WRONG_TYPE = 'The request include parameter that is not valid for this queue type.';

export function readMessage(given: GivenMessage, queue: LiveQueue, senderId: string): Outgoing {
  const { MessageBody: body } = given;
  if (!body) throw missingParameter('MessageBody');
  const attributes = readAttributes(given.MessageAttributes);
  const bytes = Buffer.byteLength(body) + attributeBytes(attributes);
  const limit = queue.settings.maximumMessageSize;
  if (bytes > limit) {
    throw invalidParameterValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  if (INVALID_BODY_CHARACTERS.test(body)) throw invalidMessageContents();
  const systemAttributes = readSystemAttributes(given.MessageSystemAttributes);
  const traceHeader = systemAttributes?.['AWSTraceHeader']?.value;
  const content: MessageContent = {
    body,
    attributes,
    senderId,
    traceHeader: typeof traceHeader === 'string' ? traceHeader : undefined,
    groupId: readId('MessageGroupId', given.MessageGroupId),
    deduplicationId: deduplicationId(given, queue),
  };
  return { content, delay: delayOf(given, queue), bytes, systemAttributes };
}

/** Puts it into the queue; a FIFO queue keeps it out when it has accepted the same before. */
export function send({ content, delay }: Outgoing, queue: LiveQueue): Sent {
  if (!queue.identity.fifo) return queue.send(content, delay);
  const id = content.deduplicationId as string;
  const key = queue.settings.deduplicationScope === 'queue' ? id : `${content.groupId}\n${id}`;
  return queue.sendOnce(key, content);
}

function readSystemAttributes(given: GivenAttributes): MessageAttributes | undefined {
  const attributes = readAttributes(given, 'system');
  for (const [name, { dataType }] of Object.entries(attributes ?? {})) {
    if (name !== 'AWSTraceHeader') {
      throw invalidParameterValue(
        `Message system attribute name '${name}' is invalid. The only one is AWSTraceHeader.`,
      );
    }
    if (dataType !== 'String') {
      throw invalidParameterValue(`The message system attribute '${name}' has an invalid type: it must be String.`);
    }
  }
  return attributes;
}

function readId(parameter: 'MessageGroupId' | 'MessageDeduplicationId', id: string | undefined): string | undefined {
  if (id === undefined || MESSAGE_GROUP_ID_PATTERN.test(id)) return id;
  const { min, max } = MESSAGE_GROUP_ID;
  throw invalidValue(
    parameter,
    id,
    `${parameter} can only include alphanumeric and punctuation characters. ${min} to ${max} in length.`,
  );
}

function deduplicationId(given: GivenMessage, queue: LiveQueue): string | undefined {
  const id = readId('MessageDeduplicationId', given.MessageDeduplicationId);
  if (!queue.identity.fifo) {
    if (id !== undefined) throw invalidValue('MessageDeduplicationId', id, WRONG_TYPE);
    return undefined;
  }
  if (given.MessageGroupId === undefined) throw missingParameter('MessageGroupId');
  if (id !== undefined) return id;
  if (queue.settings.contentBasedDeduplication) return sha256(given.MessageBody as string);
  throw missingDeduplicationId();
}

export const missingDeduplicationId = (): Error =>
  invalidParameterValue(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );

function delayOf({ DelaySeconds: delay }: GivenMessage, queue: LiveQueue): number {
  if (delay === undefined) return queue.settings.delay;
  if (queue.identity.fifo) {
    // A FIFO queue delays all messages alike, or they would leave in another order than they came in.
    if (delay !== 0) throw invalidValue('DelaySeconds', delay, WRONG_TYPE);
    return queue.settings.delay;
  }
  if (isWithin(DELAY, delay)) return delay;
  throw invalidValue('DelaySeconds', delay, `DelaySeconds must be >= ${DELAY.min} and <= ${DELAY.max}.`);
}
