import { constants } from 'node:os';
import { parseArn } from '../../../model/arn';
import { ENVIRONMENT } from '../../../model/environment';
import { RECEIVE_WAIT_TIME, VISIBILITY_TIMEOUT } from '../../../model/limits/sqs';
import { queueArnOf } from '../../engine/queue-arn';
import { RECEIVE_SLACK_MS } from '../../engine/receivers';
import { InvalidOptionError } from '../../errors';
import type { WorkerSettings } from './worker-options';

/** One second beyond the longest receive, to give back what it brought. */
const DRAIN_MARGIN_SECONDS = RECEIVE_SLACK_MS / 1_000 + 1;

/** @throws InvalidOptionError */
export function numbersOf(settings: WorkerSettings) {
  const waitTime = whole(settings, 'waitTime', RECEIVE_WAIT_TIME.max, {
    min: 1,
    max: RECEIVE_WAIT_TIME.max,
    why: 'It is the WaitTimeSeconds of a receive, and with 0 an empty queue would be asked without a pause.',
  });
  return {
    waitTime,
    concurrency: whole(settings, 'concurrency', environmentNumber(ENVIRONMENT.concurrency) ?? 10, {
      min: 1,
      max: 10_000,
      why: 'It is the number of messages worked on at a time.',
    }),
    visibilityTimeout: whole(settings, 'visibilityTimeout', VISIBILITY_TIMEOUT.default, {
      min: 2,
      max: VISIBILITY_TIMEOUT.max,
      why: 'It is the VisibilityTimeout of a receive, and must leave time to extend it.',
    }),
    drainBudget: whole(settings, 'drainBudget', environmentNumber(ENVIRONMENT.drainBudget) ?? 60, {
      min: waitTime + DRAIN_MARGIN_SECONDS,
      max: VISIBILITY_TIMEOUT.max,
      why:
        `A receive may be waiting for ${waitTime} s ('waitTime') and is never cut off, ` +
        'because SQS may already have hidden messages for it.',
    }),
  };
}

/** @throws InvalidOptionError */
export function queueOf(settings: WorkerSettings): { readonly url: string; readonly arn: string } {
  const url = settings.queueUrl ?? process.env[ENVIRONMENT.queueUrl] ?? '';
  if (!URL.canParse(url)) {
    throw new InvalidOptionError(
      `'queueUrl' must be the URL of a queue, got '${url}'. A worker receives from one queue. ` +
        `Give 'queueUrl', or set the environment variable ${ENVIRONMENT.queueUrl}.`,
    );
  }
  // The variable belongs to the URL's variable: with a URL of one's own it may name another queue.
  const fromEnvironment = settings.queueUrl === undefined ? process.env[ENVIRONMENT.queueArn] : undefined;
  const known = settings.queueArn ?? (fromEnvironment || undefined);
  if (known !== undefined && parseArn(known) === undefined) {
    throw new InvalidOptionError(
      `'queueArn' must be an ARN, got '${known}'. Handlers see it as each message's source. ` +
        `Give one such as 'arn:aws:sqs:us-east-1:111122223333:orders', or leave it out: the URL says it.`,
    );
  }
  return { url, arn: known ?? queueArnOf(url) };
}

const PORTS = { min: 0, max: 65_535 } as const;
const CANNOT_BE_CAUGHT = ['SIGKILL', 'SIGSTOP'];

/** @throws InvalidOptionError */
export function checkRest(settings: WorkerSettings): void {
  const { deadLetterQueueUrl, healthPort, instance, signals = [] } = settings;
  if (deadLetterQueueUrl !== undefined && !URL.canParse(deadLetterQueueUrl)) {
    throw new InvalidOptionError(
      `'deadLetterQueueUrl' must be the URL of a queue, got '${deadLetterQueueUrl}'. What can never succeed is sent to ` +
        `it. Give its URL, or leave it out: ${ENVIRONMENT.deadLetterQueueUrl} names it, or SQS moves such messages.`,
    );
  }
  if (healthPort !== undefined) {
    whole(settings, 'healthPort', PORTS.min, { ...PORTS, why: 'It is a TCP port, and 0 takes a free one.' });
  }
  const unknown = signals.find((signal) => !(signal in constants.signals) || CANNOT_BE_CAUGHT.includes(signal));
  if (unknown !== undefined) {
    throw new InvalidOptionError(
      `'signals' must be signals that a process can catch, got '${unknown}'. The worker drains on them. ` +
        "Give names such as 'SIGTERM', or [] for none.",
    );
  }
  if (instance !== undefined && typeof instance.watch !== 'function') {
    throw new InvalidOptionError(
      `'instance' must be an Instance, got ${JSON.stringify(instance)}. It says when the worker's machine ends. ` +
        "Give ec2Instance() of 'cdk-spillway/consumer/ec2', or leave it out.",
    );
  }
}

/** What a construct says; undefined when it says nothing. */
function environmentNumber(name: string): number | undefined {
  const text = process.env[name];
  return text === undefined || text === '' ? undefined : Number(text);
}

type NumberName = 'concurrency' | 'visibilityTimeout' | 'waitTime' | 'drainBudget' | 'healthPort';

function whole(
  settings: WorkerSettings,
  name: NumberName,
  byDefault: number,
  { min, max, why }: { readonly min: number; readonly max: number; readonly why: string },
): number {
  const value = settings[name] ?? byDefault;
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new InvalidOptionError(
      `'${name}' must be a whole number from ${min} to ${max}, got ${value}. ${why} Give a number in that range.`,
    );
  }
  return value;
}
