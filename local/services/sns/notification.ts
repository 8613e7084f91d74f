import { createHash } from 'node:crypto';
import type { PublishBatchRequestEntry } from '@aws-sdk/client-sns';
import { MAX_NOTIFICATION_BYTES, SUBJECT_PATTERN } from '../../../model/limits/sns';
import { MESSAGE_GROUP_ID_PATTERN } from '../../../model/limits/sqs';
import { invalidBecause, invalidParameter } from './errors';
import { attributeBytes, type NotificationAttributes, readAttributes } from './message-attributes';
import type { Topic } from './topic';

/** A message as it was published, checked. */
export interface Draft {
  readonly subject: string | undefined;
  /** For queues; a structured message has one for each protocol. */
  readonly message: string;
  readonly attributes: NotificationAttributes;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly bytes: number;
}

/** What goes to the subscribers. */
export interface Notification extends Draft {
  readonly topic: Topic;
  readonly messageId: string;
  readonly sequenceNumber: string | undefined;
  /** Milliseconds since 1970. */
  readonly published: number;
}

/** What `Publish` and an entry of `PublishBatch` have in common. */
export type GivenNotification = Omit<PublishBatchRequestEntry, 'Id'>;

/** @throws InvalidParameter and others, in SNS's words */
export function readNotification(given: GivenNotification, topic: Topic, member: string): Draft {
  const { Message: text, Subject: subject } = given;
  if (text === undefined || text === '') throw invalidParameter('Empty message');
  const attributes = readAttributes(given.MessageAttributes, member);
  const bytes = Buffer.byteLength(text) + attributeBytes(attributes);
  if (bytes > MAX_NOTIFICATION_BYTES) throw invalidParameter('Message too long');
  if (subject !== undefined && !SUBJECT_PATTERN.test(subject)) throw invalidParameter('Subject');
  const message = messageOf(text, given.MessageStructure);
  return { subject, message, attributes, bytes, ...idsOf(given, text, topic) };
}

/** With `MessageStructure: json` a message has a text for each protocol, and `default` for the others. */
function messageOf(text: string, structure: string | undefined): string {
  if (structure === undefined) return text;
  if (structure !== 'json') throw invalidParameter('MessageStructure');
  let texts: unknown;
  try {
    texts = JSON.parse(text);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const { default: fallback, sqs } = (texts ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof fallback !== 'string') throw invalidParameter('Message Structure - No default entry in JSON message body');
  return typeof sqs === 'string' ? sqs : fallback;
}

function idsOf(given: GivenNotification, text: string, topic: Topic): Pick<Draft, 'groupId' | 'deduplicationId'> {
  const { MessageGroupId: groupId, MessageDeduplicationId: id } = given;
  checkId('MessageGroupId', groupId);
  checkId('MessageDeduplicationId', id);
  if (!topic.identity.fifo) {
    if (id !== undefined) {
      throw invalidBecause(
        'MessageDeduplicationId',
        'The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      );
    }
    return { groupId, deduplicationId: undefined };
  }
  if (groupId === undefined) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (id !== undefined) return { groupId, deduplicationId: id };
  if (topic.attributes.get('ContentBasedDeduplication') === 'true') {
    return { groupId, deduplicationId: createHash('sha256').update(text).digest('hex') };
  }
  throw invalidParameter(
    'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

function checkId(parameter: 'MessageGroupId' | 'MessageDeduplicationId', id: string | undefined): void {
  if (id === undefined || MESSAGE_GROUP_ID_PATTERN.test(id)) return;
  throw invalidBecause(
    parameter,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length`,
  );
}
