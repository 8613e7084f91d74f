import { parseArn } from '../../../../model/arn';
import { isWithin } from '../../../../model/limits/limit';
import { MAX_RECEIVE_COUNT } from '../../../../model/limits/sqs';
import { invalidAttributeValue, invalidValue } from '../errors';
import type { LiveQueue } from '../live-queue';
import type { QueueIdentity, Redrive } from '../model/queue-settings';
import { parseJsonMap } from './json-map';
import { allowsSource } from './redrive-allow-policy';

/** Checks a `RedrivePolicy` for one source queue; returns it as `GetQueueAttributes` shows it. */
export function checkRedrivePolicy(
  text: string,
  source: Pick<QueueIdentity, 'arn' | 'fifo'>,
  find: (arn: string) => LiveQueue | undefined,
): string {
  const map = parseJsonMap(text);
  if (map === undefined) throw invalidAttributeValue('RedrivePolicy', 'Redrive policy is not a valid JSON map.');
  const refuse = (reason: string): Error => invalidValue('RedrivePolicy', text, reason);
  for (const attribute of ['maxReceiveCount', 'deadLetterTargetArn']) {
    if (!(attribute in map)) throw refuse(`Redrive policy does not contain mandatory attribute: ${attribute}.`);
  }
  if (Object.keys(map).length > 2) {
    throw refuse('Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].');
  }
  const maxReceiveCount = readCount(map['maxReceiveCount']);
  if (maxReceiveCount === undefined) {
    const { min, max } = MAX_RECEIVE_COUNT;
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(map['maxReceiveCount'])}, valid values are from ${min} to ${max} both inclusive.`,
    );
  }
  const deadLetterTargetArn = String(map['deadLetterTargetArn']);
  const target = parseArn(deadLetterTargetArn);
  const own = parseArn(source.arn);
  if (target?.service !== 'sqs') throw refuse('Invalid value for deadLetterTargetArn.');
  if (target.account !== own?.account) throw refuse('Dead-letter target owner should be same as the source.');
  if (target.region !== own.region) throw refuse('Dead-letter target should be in the same region as the source.');
  const queue = find(deadLetterTargetArn);
  if (queue === undefined) throw refuse('Dead letter target does not exist.');
  if (queue.identity.fifo !== source.fifo) {
    throw refuse('Dead-letter queue must be same type of queue as the source.');
  }
  if (!allowsSource(queue, source.arn)) {
    throw refuse('The RedriveAllowPolicy of the dead-letter queue does not allow this source queue.');
  }
  return JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
}

/** What {@link checkRedrivePolicy} let pass. */
export function readRedrivePolicy(text: string | undefined): Redrive | undefined {
  return text === undefined ? undefined : JSON.parse(text);
}

/** SQS takes a number or its digits as text. */
function readCount(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d+$/.test(value))) return undefined;
  const count = Number(value);
  return isWithin(MAX_RECEIVE_COUNT, count) ? count : undefined;
}
