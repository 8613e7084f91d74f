import { Token } from 'aws-cdk-lib';
import {
  DELAY,
  KMS_DATA_KEY_REUSE,
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
import { aliasNameOf, isAwsManaged, QUEUE_ALARM_RULES } from './queue-alarm-rules';
import { deadLetterQueueName } from './queue-names';
import type { WorkQueueProps } from './work-queue-props';

/** "Amazon SQS cost allocation tags": tags that a queue can have. */
const MAX_TAGS = 50;

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
    holds: ({ encryptionKey }) => !isAwsManaged(encryptionKey),
    must: 'a customer managed key',
    why: "AWS's own keys have a policy that nobody can change, so no service and no other account could ever send",
    fix: "Leave 'encryptionKey' out for SSE-SQS, or bring a kms.Key of your own",
  },
  durationWithin(KMS_DATA_KEY_REUSE, {
    id: 'DataKeyReuse',
    prop: 'dataKeyReuse',
    value: ({ dataKeyReuse }) => dataKeyReuse,
    why: 'SQS uses a data key for 1 minute to 1 day',
    fix: "Leave 'dataKeyReuse' out: the default is 5 minutes",
  }),
  {
    id: 'DataKeyReuseWithoutKey',
    prop: 'dataKeyReuse',
    value: ({ dataKeyReuse }) => dataKeyReuse,
    holds: ({ encryptionKey }) => encryptionKey !== undefined,
    must: "left out without 'encryptionKey'",
    why: 'SSE-SQS has no data keys of yours, so it would be dropped without a word',
    fix: "Leave 'dataKeyReuse' out, or add 'encryptionKey'",
  },
  {
    id: 'Tags',
    prop: 'tags',
    value: ({ tags }) => tags,
    holds: ({ tags = {} }) => badTags(tags).length === 0,
    got: ({ tags = {} }) => badTags(tags).join('; '),
    must: "at most 50, with names of 1 to 128 characters that do not begin with 'aws:', and values of up to 256",
    why: 'SQS refuses others, and keeps aws: for itself',
    fix: 'Shorten or rename them',
  },
  ...QUEUE_ALARM_RULES,
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

function badTags(tags: Readonly<Record<string, string>>): readonly string[] {
  const entries = Object.entries(tags);
  const bad = entries
    .filter(([name, value]) => !isTag(name, value))
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return entries.length > MAX_TAGS ? [`${entries.length} tags`, ...bad] : bad;
}

function isTag(name: string, value: string): boolean {
  const named = name.length >= 1 && name.length <= 128 && !name.toLowerCase().startsWith('aws:');
  return named && (Token.isUnresolved(value) || value.length <= 256);
}
