import { Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import {
  DELAY,
  MAX_RECEIVE_COUNT,
  MAXIMUM_MESSAGE_SIZE,
  MESSAGE_RETENTION,
  RECEIVE_WAIT_TIME,
  VISIBILITY_TIMEOUT,
} from '../../model/limits/sqs';
import { isFifoQueueName, queueNameProblem } from '../../model/queue-name';
import { durationWithin, numberWithin, seconds, sizeWithin } from '../guard/range-rules';
import type { Rule } from '../guard/rule';
import { DEFAULTS } from './defaults';
import { deadLetterQueueName } from './queue-names';
import type { QueueAlarmOptions, WorkQueueProps } from './work-queue-props';

export const WORK_QUEUE_RULES: readonly Rule<WorkQueueProps>[] = [
  {
    id: 'QueueName',
    prop: 'queueName',
    value: ({ queueName }) => queueName,
    holds: ({ queueName = '', fifo }) =>
      queueNameProblem(queueName, kindOf(fifo)) === undefined &&
      queueNameProblem(deadLetterQueueName(queueName), kindOf(fifo)) === undefined,
    must: "1 to 76 letters, digits, hyphens and underscores, ending in '.fifo' on a FIFO queue and on no other",
    why: "SQS takes 80 characters, and the dead-letter queue's name has 4 more",
    fix: ({ queueName = '', fifo }) =>
      isFifoQueueName(queueName) && fifo === undefined
        ? "Add 'fifo: {}' for a FIFO queue, or leave '.fifo' out"
        : "Change 'queueName', or leave it out and CloudFormation generates one",
  },
  durationWithin(VISIBILITY_TIMEOUT, {
    id: 'VisibilityTimeout',
    prop: 'visibilityTimeout',
    value: ({ visibilityTimeout }) => visibilityTimeout,
    why: 'SQS hides a received message for at most 12 hours',
    fix: "Leave 'visibilityTimeout' out and the consumers set what they need",
  }),
  numberWithin(MAX_RECEIVE_COUNT, {
    id: 'MaxReceiveCount',
    prop: 'maxReceiveCount',
    value: ({ maxReceiveCount }) => maxReceiveCount,
    why: 'SQS refuses a redrive policy with any other number',
    fix: `Set 'maxReceiveCount' to ${DEFAULTS.maxReceiveCount}, which also survives throttled invocations`,
  }),
  durationWithin(MESSAGE_RETENTION, {
    id: 'RetentionPeriod',
    prop: 'retentionPeriod',
    value: ({ retentionPeriod }) => retentionPeriod,
    why: 'SQS keeps messages for 1 minute to 14 days',
    fix: "Set 'retentionPeriod' to Duration.days(4)",
  }),
  durationWithin(MESSAGE_RETENTION, {
    id: 'DeadLetterRetentionPeriod',
    prop: 'deadLetterRetentionPeriod',
    value: ({ deadLetterRetentionPeriod }) => deadLetterRetentionPeriod,
    why: 'SQS keeps messages for 1 minute to 14 days',
    fix: "Leave 'deadLetterRetentionPeriod' out: the default is 14 days",
  }),
  {
    id: 'DeadLetterRetention',
    prop: 'deadLetterRetentionPeriod',
    value: ({ deadLetterRetentionPeriod }) => deadLetterRetentionPeriod,
    holds: outlivesTheSource,
    must: "longer than 'retentionPeriod' on a standard queue",
    why: 'A moved message keeps the time at which it was first sent, so it would expire in the dead-letter queue early',
    fix: "Leave 'deadLetterRetentionPeriod' out: the default is 14 days",
  },
  durationWithin(RECEIVE_WAIT_TIME, {
    id: 'ReceiveMessageWaitTime',
    prop: 'receiveMessageWaitTime',
    value: ({ receiveMessageWaitTime }) => receiveMessageWaitTime,
    why: 'Long polling waits for at most 20 seconds',
    fix: "Leave 'receiveMessageWaitTime' out: the default is 20 seconds",
  }),
  durationWithin(DELAY, {
    id: 'DeliveryDelay',
    prop: 'deliveryDelay',
    value: ({ deliveryDelay }) => deliveryDelay,
    why: 'SQS delays a message for at most 15 minutes',
    fix: "Set 'deliveryDelay' to Duration.minutes(15) or less, or start later work with EventBridge Scheduler",
  }),
  sizeWithin(MAXIMUM_MESSAGE_SIZE, {
    id: 'MaxMessageSize',
    prop: 'maxMessageSize',
    value: ({ maxMessageSize }) => maxMessageSize,
    why: 'SQS takes messages of up to 1 MiB, and no limit below 1 KiB',
    fix: "Leave 'maxMessageSize' out for 1 MiB, and send larger payloads through a bucket",
  }),
  {
    id: 'EncryptionKey',
    prop: 'encryptionKey',
    value: ({ encryptionKey }) => aliasNameOf(encryptionKey),
    holds: ({ encryptionKey }) => !aliasNameOf(encryptionKey)?.startsWith('alias/aws/'),
    must: 'a customer managed key',
    why: "AWS's own keys have a policy that nobody can change, so no service and no other account could ever send",
    fix: "Leave 'encryptionKey' out for SSE-SQS, or bring a kms.Key of your own",
  },
  durationWithin(
    { min: 60, max: MESSAGE_RETENTION.max, unit: 'seconds' },
    {
      id: 'OldestMessageAge',
      prop: 'alarms.oldestMessageAge',
      value: ({ alarms }) => options(alarms).oldestMessageAge,
      why: 'SQS reports the age once a minute, and no message gets older than 14 days',
      fix: "Leave 'oldestMessageAge' out, or set it to a few minutes more than a message may wait",
    },
  ),
  numberWithin(
    { min: 1, max: Number.MAX_SAFE_INTEGER, unit: 'messages' },
    {
      id: 'DeadLetters',
      prop: 'alarms.deadLetters',
      value: ({ alarms }) => options(alarms).deadLetters,
      why: 'An alarm at 0 would always be on, and one below that never goes off',
      fix: "Leave 'deadLetters' out: the first dead letter raises the alarm",
    },
  ),
];

function kindOf(fifo: unknown): 'standard' | 'fifo' {
  return fifo === undefined ? 'standard' : 'fifo';
}

/** FIFO queues begin the retention anew when they move a message. */
function outlivesTheSource(props: WorkQueueProps): boolean {
  const source = seconds(props.retentionPeriod ?? DEFAULTS.retentionPeriod);
  const deadLetter = seconds(props.deadLetterRetentionPeriod);
  if (props.fifo !== undefined || source === undefined || deadLetter === undefined) {
    return true;
  }
  return deadLetter > source || deadLetter >= MESSAGE_RETENTION.max;
}

/** Only an alias says whose key it is: an ARN of AWS's own key looks like any other. */
function aliasNameOf(key: kms.IKey | undefined): string | undefined {
  const name = key !== undefined && 'aliasName' in key ? key.aliasName : undefined;
  return typeof name === 'string' && !Token.isUnresolved(name) ? name : undefined;
}

function options(alarms: WorkQueueProps['alarms']): QueueAlarmOptions {
  return alarms === undefined || alarms === false ? {} : alarms;
}
