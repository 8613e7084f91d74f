import { parseArn } from '../../../../model/arn';
import { REDRIVE_ALLOW_SOURCE_QUEUES } from '../../../../model/limits/sqs';
import { invalidAttributeValue, invalidValue } from '../errors';
import type { LiveQueue } from '../live-queue';
import { parseJsonMap } from './json-map';

interface RedriveAllowPolicy {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns?: readonly string[];
}

const PERMISSIONS: readonly unknown[] = ['allowAll', 'denyAll', 'byQueue'];

/** Checks a `RedriveAllowPolicy`; returns it as `GetQueueAttributes` shows it. */
export function checkRedriveAllowPolicy(text: string): string {
  const map = parseJsonMap(text);
  if (map === undefined) {
    throw invalidAttributeValue('RedriveAllowPolicy', 'Redrive allow policy is not a valid JSON map.');
  }
  const refuse = (reason: string): Error => invalidValue('RedriveAllowPolicy', text, reason);
  const { redrivePermission, sourceQueueArns, ...others } = map;
  if (Object.keys(others).length > 0) {
    throw refuse('Only following attributes are supported: [redrivePermission, sourceQueueArns].');
  }
  if (redrivePermission === undefined) {
    throw refuse('Redrive allow policy does not contain mandatory attribute: redrivePermission.');
  }
  if (!PERMISSIONS.includes(redrivePermission)) {
    throw refuse('redrivePermission must be one of: [allowAll, denyAll, byQueue].');
  }
  if (redrivePermission !== 'byQueue') {
    if (sourceQueueArns !== undefined) throw refuse('sourceQueueArns is only supported for redrivePermission byQueue.');
    return JSON.stringify({ redrivePermission });
  }
  const { min, max } = REDRIVE_ALLOW_SOURCE_QUEUES;
  if (!Array.isArray(sourceQueueArns) || sourceQueueArns.length < min || sourceQueueArns.length > max) {
    throw refuse(`sourceQueueArns must contain ${min} to ${max} queue ARNs for redrivePermission byQueue.`);
  }
  if (!sourceQueueArns.every((arn) => typeof arn === 'string' && parseArn(arn)?.service === 'sqs')) {
    throw refuse('sourceQueueArns must contain valid queue ARNs.');
  }
  return JSON.stringify({ redrivePermission, sourceQueueArns });
}

/** Whether the queue lets `source` name it as its dead-letter queue; every queue of its account may by default. */
export function allowsSource(deadLetterQueue: LiveQueue, source: string): boolean {
  const text = deadLetterQueue.attributes.get('RedriveAllowPolicy');
  if (text === undefined) return true;
  const policy: RedriveAllowPolicy = JSON.parse(text);
  if (policy.redrivePermission === 'byQueue') return policy.sourceQueueArns?.includes(source) ?? false;
  return policy.redrivePermission === 'allowAll';
}
