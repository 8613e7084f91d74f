import { Token } from 'aws-cdk-lib';
import { type Arn, parseArn } from '../../model/arn';
import { MAX_RECEIVE_COUNT, VISIBILITY_TIMEOUT } from '../../model/limits/sqs';
import { isFifoQueueName, queueNameProblem } from '../../model/queue-name';
import { durationWithin, numberWithin } from '../guard/range-rules';
import type { Rule } from '../guard/rule';
import type { WorkQueueAttributes } from './existing-work-queue-props';
import { isAwsManaged } from './queue-alarm-rules';

const ACCOUNT = /^\d{12}$/;

export const EXISTING_WORK_QUEUE_RULES: readonly Rule<WorkQueueAttributes>[] = [
  {
    id: 'QueueArn',
    prop: 'queueArn',
    value: ({ queueArn }) => queueArn,
    holds: ({ queueArn }) => isQueueArn(queueArn),
    must: 'the ARN of a queue, arn:aws:sqs:REGION:ACCOUNT:NAME with an account of 12 digits',
    why: "The queue's region, account, name and URL follow from it, and nothing would find another",
    fix: "Take it from the queue's attributes: aws sqs get-queue-attributes --attribute-names QueueArn",
  },
  {
    id: 'QueueArnKind',
    prop: 'fifo',
    value: ({ fifo, queueArn }) => (Token.isUnresolved(queueArn) ? undefined : fifo),
    holds: ({ fifo, queueArn }) => fifo === isFifoQueueName(queueArn),
    must: "what the queue's name says: the names of FIFO queues, and of no others, end in '.fifo'",
    why: 'Everything that depends on the kind would be decided wrongly',
    fix: "Leave 'fifo' out",
  },
  {
    id: 'DeadLetterQueueArn',
    prop: 'deadLetterQueueArn',
    value: ({ deadLetterQueueArn }) => deadLetterQueueArn,
    holds: ({ deadLetterQueueArn = '', queueArn }) => isBeside(deadLetterQueueArn, queueArn),
    must: 'the ARN of another queue of the same account, region and kind',
    why: 'SQS moves messages only between such queues',
    fix: "Take it from the queue's RedrivePolicy, or leave it out",
  },
  {
    id: 'RedriveAttributes',
    prop: 'maxReceiveCount',
    value: ({ queueArn }) => queueArn,
    holds: ({ deadLetterQueueArn, maxReceiveCount }) =>
      (deadLetterQueueArn === undefined) === (maxReceiveCount === undefined),
    got: ({ maxReceiveCount }) => (maxReceiveCount === undefined ? 'nothing' : `${maxReceiveCount} alone`),
    must: "given together with 'deadLetterQueueArn'",
    why: "Both stand in the queue's redrive policy, and a handler needs both",
    fix: "Give both as the queue's RedrivePolicy has them, or neither",
  },
  numberWithin(MAX_RECEIVE_COUNT, {
    id: 'MaxReceiveCount',
    prop: 'maxReceiveCount',
    value: ({ maxReceiveCount }) => maxReceiveCount,
    why: 'No redrive policy has any other number',
    fix: "Give the one of the queue's RedrivePolicy",
  }),
  durationWithin(VISIBILITY_TIMEOUT, {
    id: 'VisibilityTimeout',
    prop: 'visibilityTimeout',
    value: ({ visibilityTimeout }) => visibilityTimeout,
    why: 'SQS hides a received message for at most 12 hours',
    fix: 'Give the one that the queue has, or leave it out',
  }),
  {
    id: 'EncryptionKey',
    prop: 'encryptionKey',
    value: ({ encryptionKey }) => encryptionKey?.node.path,
    holds: ({ encryptionKey }) => !isAwsManaged(encryptionKey),
    got: () => "AWS's own key",
    must: 'a customer managed key',
    why: "AWS's own keys have a policy that nobody can change, so no service and no other account could ever send",
    fix: "Change the queue's encryption to SSE-SQS, or to a key of your own",
  },
];

export interface PolicyOfExisting {
  readonly policyManagedExternally: boolean;
  /** As JSON. */
  readonly statement: string;
}

export const EXISTING_POLICY_RULE: Rule<PolicyOfExisting> = {
  id: 'ExistingQueuePolicy',
  prop: 'policyManagedExternally',
  value: ({ policyManagedExternally }) => policyManagedExternally,
  holds: ({ policyManagedExternally }) => policyManagedExternally,
  must: "true for what needs a statement in the queue's policy",
  why: "This app does not make the queue, so it cannot write the queue's policy, and AWS would answer AccessDenied",
  fix: ({ statement }) =>
    `Make the queue here with new WorkQueue(...), or set 'policyManagedExternally: true' and have its owner add: ${statement}`,
};

/** Whether a text names a queue, as far as it is known. */
export function isQueueArn(text: string): boolean {
  if (Token.isUnresolved(text)) {
    return true;
  }
  const arn = parseArn(text);
  return arn !== undefined && isQueue(arn);
}

function isQueue({ service, region, account, resource }: Arn): boolean {
  const kind = isFifoQueueName(resource) ? 'fifo' : 'standard';
  return service === 'sqs' && region !== '' && ACCOUNT.test(account) && queueNameProblem(resource, kind) === undefined;
}

function isBeside(text: string, queueArn: string): boolean {
  if (Token.isUnresolved(queueArn)) {
    return isQueueArn(text);
  }
  const other = parseArn(text);
  const queue = parseArn(queueArn);
  return (
    other !== undefined &&
    queue !== undefined &&
    isQueue(other) &&
    text !== queueArn &&
    other.region === queue.region &&
    other.account === queue.account &&
    isFifoQueueName(text) === isFifoQueueName(queueArn)
  );
}
