import { isWithin } from '../../../../model/limits/limit';
import { conflictingEncryption, invalidAttributeName, invalidAttributeValue, unknownAttribute } from '../errors';
import type { LiveQueue } from '../live-queue';
import type { QueueIdentity } from '../model/queue-settings';
import { isSettable, type SettableAttribute } from './names';
import { checkPolicy } from './policy';
import { RANGES } from './ranges';
import { checkRedriveAllowPolicy } from './redrive-allow-policy';
import { checkRedrivePolicy } from './redrive-policy';

export type Attributes = ReadonlyMap<string, string>;

const BOOLEANS: readonly SettableAttribute[] = ['FifoQueue', 'ContentBasedDeduplication', 'SqsManagedSseEnabled'];

const CHOICES: Readonly<Partial<Record<SettableAttribute, readonly string[]>>> = {
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

/** The queue's attributes after a change. An empty value takes an attribute back to its default. */
export function changeAttributes(
  before: Attributes,
  given: Readonly<Record<string, string | undefined>>,
  queue: Pick<QueueIdentity, 'arn' | 'fifo'>,
  find: (arn: string) => LiveQueue | undefined,
): Attributes {
  const after = new Map(before);
  for (const [name, text = ''] of Object.entries(given)) {
    if (!isSettable(name)) throw unknownAttribute(name);
    checkType(name, queue.fifo);
    if (text === '') after.delete(name);
    else after.set(name, checkValue(name, text, queue, find));
  }
  settleEncryption(after, given);
  const perGroup = after.get('FifoThroughputLimit') === 'perMessageGroupId';
  if (perGroup && after.get('DeduplicationScope') !== 'messageGroup') {
    throw invalidAttributeValue(
      'FifoThroughputLimit',
      'The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.',
    );
  }
  return after;
}

function checkType(name: SettableAttribute, fifo: boolean): void {
  if (fifo) return;
  if (name === 'FifoQueue' || name === 'ContentBasedDeduplication') throw unknownAttribute(name);
  if (name === 'DeduplicationScope' || name === 'FifoThroughputLimit') {
    throw invalidAttributeName(`You can specify the ${name} only when FifoQueue is set to true.`);
  }
}

function checkValue(
  name: SettableAttribute,
  text: string,
  queue: Pick<QueueIdentity, 'arn' | 'fifo'>,
  find: (arn: string) => LiveQueue | undefined,
): string {
  const range = RANGES[name];
  if (range !== undefined) {
    if (!/^\d+$/.test(text) || !isWithin(range, Number(text))) throw invalidAttributeValue(name);
    return String(Number(text));
  }
  if (BOOLEANS.includes(name)) {
    const value = text.toLowerCase();
    if (value !== 'true' && value !== 'false') throw invalidAttributeValue(name);
    if (name === 'FifoQueue' && value !== String(queue.fifo)) {
      throw invalidAttributeValue(name, 'Modifying queue type is not supported.');
    }
    return value;
  }
  const choices = CHOICES[name];
  if (choices !== undefined && !choices.includes(text)) throw invalidAttributeValue(name);
  if (name === 'Policy') return checkPolicy(text);
  if (name === 'RedrivePolicy') return checkRedrivePolicy(text, queue, find);
  if (name === 'RedriveAllowPolicy') return checkRedriveAllowPolicy(text);
  return text;
}

/** A queue is encrypted with a KMS key or with SQS's own keys: the one that was named last. */
function settleEncryption(after: Map<string, string>, given: Readonly<Record<string, string | undefined>>): void {
  const kms = Boolean(given['KmsMasterKeyId']);
  const sqs = given['SqsManagedSseEnabled']?.toLowerCase() === 'true';
  if (kms && sqs) throw conflictingEncryption();
  if (kms) after.set('SqsManagedSseEnabled', 'false');
  if (sqs) after.delete('KmsMasterKeyId');
  if (!after.has('KmsMasterKeyId') && (sqs || given['KmsMasterKeyId'] === '')) {
    after.delete('KmsDataKeyReusePeriodSeconds');
  }
}
