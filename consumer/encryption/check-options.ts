import { parseArn } from '../../model/arn';
import { InvalidOptionError } from '..';
import { QUEUE_ARN } from './context';
import type { DataKeyCache, DecryptionOptions } from './encryption-options';

/** Each costs a request and some 200 bytes in every message. */
export const MAX_KEYS = 10;
const MAX_CONTEXT_MEMBERS = 20;

const CACHE_RANGES = {
  maxAgeSeconds: { max: 86_400, default: undefined },
  maxMessages: { max: 1_000_000, default: 1_000 },
  maxBytes: { max: 2 ** 40, default: 100 * 2 ** 20 },
  capacity: { max: 10_000, default: 100 },
} as const;

/** @throws InvalidOptionError */
export function checkOptions(options: DecryptionOptions): void {
  const { keyIds, context = {}, from } = options;
  if (!Array.isArray(keyIds) || keyIds.length < 1 || keyIds.length > MAX_KEYS || !keyIds.every(isKeyArn)) {
    throw new InvalidOptionError(
      `'keyIds' must be 1 to ${MAX_KEYS} ARNs of KMS keys, got ${JSON.stringify(keyIds) ?? 'none'}. ` +
        'An encrypted message names its keys by their ARNs, so an alias or an id would never be found in it. ' +
        'Give each as arn:aws:kms:REGION:ACCOUNT:key/ID: keyArn of a CDK key, or Arn of kms:DescribeKey.',
    );
  }
  const names = Object.keys(context);
  if (names.length > MAX_CONTEXT_MEMBERS) {
    throw new InvalidOptionError(
      `'context' must have at most ${MAX_CONTEXT_MEMBERS} members, got ${names.length}. ` +
        'All of it stands in each message. Leave out what does not bind the message to its purpose.',
    );
  }
  const wrong = names.find((name) => name === '' || name === QUEUE_ARN || name.startsWith('aws-crypto-'));
  if (wrong !== undefined) {
    throw new InvalidOptionError(
      `'context' must have names of your own, got ${JSON.stringify(wrong)}. ` +
        `'${QUEUE_ARN}' is set from the queue, and 'aws-crypto-' begins the names of the Encryption SDK. Rename it.`,
    );
  }
  const notText = names.find((name) => typeof context[name] !== 'string' || context[name] === '');
  if (notText !== undefined) {
    throw new InvalidOptionError(
      `'context' must have texts of at least one character, got ${JSON.stringify(context[notText]) ?? 'none'} for ${JSON.stringify(notText)}. ` +
        'KMS compares them byte by byte. Give a text.',
    );
  }
  const notQueue = from?.find((arn) => parseArn(arn)?.service !== 'sqs');
  if (from?.length === 0 || notQueue !== undefined) {
    throw new InvalidOptionError(
      `'from' must be ARNs of SQS queues, got ${JSON.stringify(from)}. ` +
        'It names the queues that the messages were encrypted for. Give arn:aws:sqs:REGION:ACCOUNT:NAME, or leave it out.',
    );
  }
}

/** @throws InvalidOptionError */
export function cacheLimits(cache: DataKeyCache): Required<DataKeyCache> {
  return {
    maxAgeSeconds: limit(cache, 'maxAgeSeconds'),
    maxMessages: limit(cache, 'maxMessages'),
    maxBytes: limit(cache, 'maxBytes'),
    capacity: limit(cache, 'capacity'),
  };
}

function limit(cache: DataKeyCache, name: keyof DataKeyCache): number {
  const range = CACHE_RANGES[name];
  const value = cache[name] ?? range.default;
  if (value === undefined || !Number.isInteger(value) || value < 1 || value > range.max) {
    throw new InvalidOptionError(
      `'cache.${name}' must be a whole number from 1 to ${range.max}, got ${value ?? 'none'}. ` +
        'It bounds what one data key protects. Give a number in that range, or leave out the cache.',
    );
  }
  return value;
}

function isKeyArn(text: unknown): boolean {
  const arn = typeof text === 'string' ? parseArn(text) : undefined;
  return arn?.service === 'kms' && arn.region !== '' && /^key\/[\w-]+$/.test(arn.resource);
}
