import type { MessageSystemAttributeName, QueueAttributeName } from '@aws-sdk/client-sqs';
import { unknownAttribute } from '../errors';
import type { Message } from '../model/message';

const VALUES: Readonly<
  Record<Exclude<MessageSystemAttributeName, 'All'>, (message: Message, fifo: boolean) => unknown>
> = {
  SenderId: ({ senderId }) => senderId,
  SentTimestamp: ({ sentAt }) => sentAt,
  ApproximateReceiveCount: ({ receiveCount }) => receiveCount,
  ApproximateFirstReceiveTimestamp: ({ firstReceivedAt }) => firstReceivedAt,
  SequenceNumber: ({ order }, fifo) => (fifo ? sequenceNumber(order) : undefined),
  MessageDeduplicationId: ({ deduplicationId }) => deduplicationId,
  MessageGroupId: ({ groupId }) => groupId,
  AWSTraceHeader: ({ traceHeader }) => traceHeader,
  DeadLetterQueueSourceArn: ({ deadLetterSource }) => deadLetterSource,
};

type Name = keyof typeof VALUES;
const NAMES = Object.keys(VALUES) as Name[];

/** Twenty digits that grow with every message of a FIFO queue, by 256 as on AWS. */
export function sequenceNumber(order: number): string {
  return (18_850_000_000_000_000_000n + BigInt(order) * 256n).toString();
}

export type WantedNames = readonly (MessageSystemAttributeName | QueueAttributeName)[];

/** `MessageSystemAttributeNames` and its older name `AttributeNames` together. */
export function wantedSystemAttributes(...lists: readonly (WantedNames | undefined)[]): readonly Name[] {
  const wanted = lists.flatMap((list) => list ?? []);
  if (wanted.length === 0) return [];
  if (wanted.includes('All')) return NAMES;
  for (const name of wanted) if (!(name in VALUES)) throw unknownAttribute(name);
  return NAMES.filter((name) => wanted.includes(name));
}

export function systemAttributes(
  message: Message,
  fifo: boolean,
  wanted: readonly Name[],
): Partial<Record<Name, string>> | undefined {
  const attributes: Partial<Record<Name, string>> = {};
  for (const name of wanted) {
    const value = VALUES[name](message, fifo);
    if (value !== undefined) attributes[name] = String(value);
  }
  return Object.keys(attributes).length === 0 ? undefined : attributes;
}
