import {
  DELAY,
  KMS_DATA_KEY_REUSE,
  MAXIMUM_MESSAGE_SIZE,
  MESSAGE_RETENTION,
  RECEIVE_WAIT_TIME,
  VISIBILITY_TIMEOUT,
} from '../../../model/limits/sqs';
import { isFifoQueueName, queueNameProblem } from '../../../model/queue-name';
import type { TemplateRule } from '../template/template-rule';
import { location, rangeRule, resourceRule } from './rule-kinds';

const QUEUE = 'AWS::SQS::Queue';
const REFUSED = 'SQS refuses the queue with InvalidAttributeValue';

export const QUEUE_RULES: readonly TemplateRule[] = [
  resourceRule({
    id: 'QueueName',
    severity: 'error',
    title: 'A queue has a name that SQS takes for its kind',
    types: [QUEUE],
    *judge(read) {
      const name = read.known(read.at('QueueName'));
      const fifo = read.flag(read.at('FifoQueue'));
      if (name === undefined || fifo === undefined) return;
      const answer = queueNameProblem(name, fifo ? 'fifo' : 'standard');
      if (answer === undefined) return;
      yield {
        location: location('QueueName'),
        problem:
          "'QueueName' must be 1 to 80 letters, digits, hyphens and underscores, ending in '.fifo' on a FIFO queue " +
          `and on no other, got '${name}'`,
        consequence: `SQS answers "${answer}"`,
        fix:
          !fifo && isFifoQueueName(name)
            ? "Add 'fifo: true' (FifoQueue: true), or leave '.fifo' out"
            : "Change 'queueName', or leave it out and CloudFormation generates one",
      };
    },
  }),
  rangeRule({
    id: 'VisibilityTimeout',
    type: QUEUE,
    path: ['VisibilityTimeout'],
    limit: VISIBILITY_TIMEOUT,
    consequence: REFUSED,
    fix: 'Set visibilityTimeout to Duration.hours(12) or less, and let the consumer extend it message by message',
  }),
  rangeRule({
    id: 'RetentionPeriod',
    type: QUEUE,
    path: ['MessageRetentionPeriod'],
    limit: MESSAGE_RETENTION,
    consequence: REFUSED,
    fix: 'Set retentionPeriod to between Duration.minutes(1) and Duration.days(14)',
  }),
  rangeRule({
    id: 'DeliveryDelay',
    type: QUEUE,
    path: ['DelaySeconds'],
    limit: DELAY,
    consequence: REFUSED,
    fix: 'Set deliveryDelay to Duration.minutes(15) or less, or start later work with EventBridge Scheduler',
  }),
  rangeRule({
    id: 'MaxMessageSize',
    type: QUEUE,
    path: ['MaximumMessageSize'],
    limit: MAXIMUM_MESSAGE_SIZE,
    consequence: REFUSED,
    fix: 'Leave maxMessageSizeBytes out for 1 MiB, and send larger payloads through a bucket',
  }),
  rangeRule({
    id: 'ReceiveMessageWaitTime',
    type: QUEUE,
    path: ['ReceiveMessageWaitTimeSeconds'],
    limit: RECEIVE_WAIT_TIME,
    consequence: REFUSED,
    fix: 'Set receiveMessageWaitTime to Duration.seconds(20)',
  }),
  rangeRule({
    id: 'DataKeyReuse',
    type: QUEUE,
    path: ['KmsDataKeyReusePeriodSeconds'],
    limit: KMS_DATA_KEY_REUSE,
    consequence: REFUSED,
    fix: 'Leave dataKeyReuse out for Duration.minutes(5)',
  }),
  resourceRule({
    id: 'FifoAttributes',
    severity: 'error',
    title: 'What only FIFO queues have is set on FIFO queues only',
    types: [QUEUE],
    *judge(read) {
      if (read.flag(read.at('FifoQueue')) !== false) return;
      for (const name of ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit']) {
        const value = read.known(read.at(name));
        if (value === undefined || value === 'false') continue;
        yield {
          location: location(name),
          problem: `'${name}' must be left out on a standard queue, got ${value}`,
          consequence:
            name === 'ContentBasedDeduplication'
              ? 'SQS answers "Unknown Attribute ContentBasedDeduplication."'
              : `SQS answers "You can specify the ${name} only when FifoQueue is set to true."`,
          fix: "Add 'fifo: true' (FifoQueue: true), or leave it out",
        };
      }
    },
  }),
  resourceRule({
    id: 'FifoThroughput',
    severity: 'error',
    title: 'Throughput per message group goes with deduplication per message group',
    types: [QUEUE],
    *judge(read) {
      const scope = read.at('DeduplicationScope');
      if (read.known(read.at('FifoThroughputLimit')) !== 'perMessageGroupId' || read.isUnknown(scope)) return;
      if (read.known(scope) === 'messageGroup') return;
      yield {
        location: location('DeduplicationScope'),
        problem: `'DeduplicationScope' must be messageGroup with FifoThroughputLimit perMessageGroupId, got ${read.known(scope) ?? 'nothing'}`,
        consequence: REFUSED,
        fix: "Add 'deduplicationScope: sqs.DeduplicationScope.MESSAGE_GROUP'",
      };
    },
  }),
  resourceRule({
    id: 'OneEncryption',
    severity: 'error',
    title: 'A queue has one kind of encryption',
    types: [QUEUE],
    *judge(read) {
      const key = read.at('KmsMasterKeyId');
      const hasKey = key !== undefined && (!read.isUnknown(key) || refersToResource(key));
      if (!hasKey || read.flag(read.at('SqsManagedSseEnabled')) !== true) return;
      yield {
        location: location('SqsManagedSseEnabled'),
        problem: "'SqsManagedSseEnabled' must be left out beside KmsMasterKeyId, got true",
        consequence: 'SQS answers "You can use one type of server-side encryption (SSE) at one time."',
        fix: 'Leave out KmsMasterKeyId for SSE-SQS, or SqsManagedSseEnabled for your own key',
      };
    },
  }),
];

/** A reference says that there is a key, whichever it is; a condition or a parameter may leave it out. */
function refersToResource(key: unknown): boolean {
  return typeof key === 'object' && key !== null && ('Fn::GetAtt' in key || 'Fn::ImportValue' in key);
}
