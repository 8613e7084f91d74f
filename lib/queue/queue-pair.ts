import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DEFAULTS } from './defaults';
import { deadLetterQueueName } from './queue-names';
import type { VisibilityTimeout } from './visibility-timeout';
import type { FifoOptions, WorkQueueProps } from './work-queue-props';

export interface QueuePair {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
}

export function createQueuePair(scope: Construct, props: WorkQueueProps, visibility: VisibilityTimeout): QueuePair {
  const deadLetterQueue = createQueue(
    scope,
    'DeadLetterQueue',
    props.queueName && deadLetterQueueName(props.queueName),
    {
      ...sharedProps(props),
      redriveAllowPolicy: allowOnly(scope, props.queueName),
      retentionPeriod: props.deadLetterRetentionPeriod ?? DEFAULTS.deadLetterRetentionPeriod,
    },
  );
  // `Default` is left out of logical ids: the queue gets the one that an `sqs.Queue` in this place would have.
  const queue = createQueue(scope, 'Default', props.queueName, {
    ...sharedProps(props),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: props.maxReceiveCount ?? DEFAULTS.maxReceiveCount },
    redriveAllowPolicy: { redrivePermission: sqs.RedrivePermission.DENY_ALL },
    visibilityTimeout: visibility.asDuration(),
    retentionPeriod: props.retentionPeriod ?? DEFAULTS.retentionPeriod,
    deliveryDelay: props.deliveryDelay,
    maxMessageSizeBytes: props.maxMessageSize?.toBytes(),
  });
  return { queue, deadLetterQueue };
}

/** CDK takes a FIFO queue's name only when it can read the suffix, so one that it cannot read goes past it. */
function createQueue(scope: Construct, id: string, queueName: string | undefined, props: sqs.QueueProps): sqs.Queue {
  if (props.fifo !== true || !Token.isUnresolved(queueName)) {
    return new sqs.Queue(scope, id, { ...props, queueName });
  }
  const queue = new sqs.Queue(scope, id, props);
  (queue.node.defaultChild as sqs.CfnQueue).queueName = queueName;
  return queue;
}

function sharedProps(props: WorkQueueProps): sqs.QueueProps {
  return {
    ...(props.fifo === undefined ? {} : fifoProps(props.fifo)),
    ...(props.encryptionKey === undefined
      ? { encryption: sqs.QueueEncryption.SQS_MANAGED }
      : {
          encryption: sqs.QueueEncryption.KMS,
          encryptionMasterKey: props.encryptionKey,
          // CDK records the names of the props, and our rule takes a recorded one that changes nothing for a mistake.
          ...(props.dataKeyReuse === undefined ? {} : { dataKeyReuse: props.dataKeyReuse }),
        }),
    enforceSSL: true,
    receiveMessageWaitTime: props.receiveMessageWaitTime ?? DEFAULTS.receiveMessageWaitTime,
    removalPolicy: props.removalPolicy,
  };
}

function fifoProps(fifo: FifoOptions): sqs.QueueProps {
  const kind = { fifo: true, contentBasedDeduplication: fifo.contentBasedDeduplication };
  return fifo.throughputLimit === sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID
    ? { ...kind, fifoThroughputLimit: fifo.throughputLimit, deduplicationScope: sqs.DeduplicationScope.MESSAGE_GROUP }
    : kind;
}

/**
 * Only the queue of this name may have the dead-letter queue as its own. The two would refer to each other, which
 * CloudFormation refuses as a cycle, unless the ARN is known without a reference: that is with a literal name.
 */
function allowOnly(scope: Construct, queueName: string | undefined): sqs.RedriveAllowPolicy | undefined {
  if (queueName === undefined || Token.isUnresolved(queueName)) {
    return undefined;
  }
  const arn = Stack.of(scope).formatArn({ service: 'sqs', resource: queueName, arnFormat: ArnFormat.NO_RESOURCE_NAME });
  return {
    redrivePermission: sqs.RedrivePermission.BY_QUEUE,
    sourceQueues: [sqs.Queue.fromQueueArn(scope, 'RedriveSource', arn)],
  };
}
