import { MAXIMUM_MESSAGE_SIZE } from '../../model/limits/sqs';
import { sentBytes } from '../engine/dead-letter-entry';
import type { SendEntry } from '../engine/port';
import { queueArnOf } from '../engine/queue-arn';
import type { ProducerSettings } from './producer-options';
import { InvalidMessageError } from './send-errors';

/** Encrypts the bodies of what a producer sends: `encryptWith` of `cdk-spillway/consumer/encryption` makes one. */
export interface BodyEncryption {
  /** `queueArn` is that of the queue that the message is for. */
  encrypt(body: string, queueArn: string): Promise<string>;
}

/** Messages encrypted at a time: each may wait for a request to KMS. */
const CONCURRENCY = 20;

/** @throws InvalidMessageError when a message is too large once it is encrypted */
export async function encryptEntries(
  entries: readonly SendEntry[],
  { encryption, queueUrl, queueArn = queueArnOf(queueUrl) }: ProducerSettings,
): Promise<readonly SendEntry[]> {
  if (encryption === undefined) {
    return entries;
  }
  const encrypted: SendEntry[] = [];
  for (let start = 0; start < entries.length; start += CONCURRENCY) {
    const turn = entries.slice(start, start + CONCURRENCY);
    encrypted.push(
      ...(await Promise.all(
        turn.map(async (entry) => ({ ...entry, body: await encryption.encrypt(entry.body, queueArn) })),
      )),
    );
  }
  const problems = encrypted.flatMap((entry, index) => {
    const bytes = sentBytes(entry);
    return bytes <= MAXIMUM_MESSAGE_SIZE.max
      ? []
      : [{ index, path: '', message: tooLarge(bytes, sentBytes(entries[index] as SendEntry)) }];
  });
  if (problems.length > 0) {
    throw new InvalidMessageError(problems, entries.length);
  }
  return encrypted;
}

function tooLarge(bytes: number, before: number): string {
  return (
    `the message must have at most ${MAXIMUM_MESSAGE_SIZE.max} bytes (1 MiB) with its attributes, ` +
    `got ${bytes} once it is encrypted (${before} before). Base64 makes an encrypted body a third longer. ` +
    'Put the payload into a bucket and send where it is'
  );
}
