import { KMS_DATA_KEY_REUSE } from '../../../../model/limits/sqs';
import type { LiveQueue } from '../live-queue';
import type { QueueSettings } from '../model/queue-settings';
import type { Attributes } from './change';
import { READ_ONLY, type ReadOnlyAttribute, SETTABLE, type SettableAttribute } from './names';
import { RANGES } from './ranges';
import { readRedrivePolicy } from './redrive-policy';

/** The value of an attribute, its default included; undefined when the queue has none. */
export function attributeValue(attributes: Attributes, name: SettableAttribute, fifo: boolean): string | undefined {
  const value = attributes.get(name);
  if (value !== undefined) return value;
  switch (name) {
    case 'SqsManagedSseEnabled':
      return 'true';
    case 'KmsDataKeyReusePeriodSeconds':
      return attributes.has('KmsMasterKeyId') ? String(KMS_DATA_KEY_REUSE.default) : undefined;
    case 'FifoQueue':
      return fifo ? 'true' : undefined;
    case 'ContentBasedDeduplication':
      return fifo ? 'false' : undefined;
    case 'DeduplicationScope':
      return fifo ? 'queue' : undefined;
    case 'FifoThroughputLimit':
      return fifo ? 'perQueue' : undefined;
    default:
      return RANGES[name]?.default.toString();
  }
}

export function settingsFrom(attributes: Attributes, fifo: boolean): QueueSettings {
  const number = (name: SettableAttribute): number => Number(attributeValue(attributes, name, fifo));
  return {
    visibilityTimeout: number('VisibilityTimeout'),
    messageRetentionPeriod: number('MessageRetentionPeriod'),
    delay: number('DelaySeconds'),
    receiveWaitTime: number('ReceiveMessageWaitTimeSeconds'),
    maximumMessageSize: number('MaximumMessageSize'),
    redrive: readRedrivePolicy(attributes.get('RedrivePolicy')),
    contentBasedDeduplication: attributes.get('ContentBasedDeduplication') === 'true',
    deduplicationScope: attributes.get('DeduplicationScope') === 'messageGroup' ? 'messageGroup' : 'queue',
  };
}

/** Everything that `GetQueueAttributes` can show, by name. */
export function describeQueue(queue: LiveQueue): ReadonlyMap<string, string> {
  const depth = queue.depth();
  const counted: Readonly<Record<ReadOnlyAttribute, string>> = {
    QueueArn: queue.arn,
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    ApproximateNumberOfMessages: String(depth.visible),
    ApproximateNumberOfMessagesNotVisible: String(depth.inFlight),
    ApproximateNumberOfMessagesDelayed: String(depth.delayed),
  };
  const described = new Map<string, string>();
  for (const name of READ_ONLY) described.set(name, counted[name]);
  for (const name of SETTABLE) {
    const value = attributeValue(queue.attributes, name, queue.identity.fifo);
    if (value !== undefined) described.set(name, value);
  }
  return described;
}

function seconds(time: number): string {
  return String(Math.floor(time / 1000));
}
