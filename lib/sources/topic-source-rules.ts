import { Token } from 'aws-cdk-lib';
import { CfnTopic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { isFifoTopicName } from '../../model/topic-name';
import type { Rule } from '../guard/rule';
import { type IWorkQueue, isAnyWorkQueue } from '../queue/work-queue-base';
import { TOPIC_STACK_RULE } from './source-stacks';
import { filterProblem } from './topic-filter';
import type { TopicSourceProps } from './topic-source-props';

/** A topic that is about to send to a queue. */
export interface TopicBinding extends TopicSourceProps {
  readonly queue: IWorkQueue;
  readonly topic: ITopic;
  /** Whether the queue has a subscription of the topic already. */
  readonly again: boolean;
}

export const TOPIC_SOURCE_RULES: readonly Rule<TopicBinding>[] = [
  {
    id: 'TopicSourceFifo',
    prop: 'topic',
    value: ({ topic }) => isFifoTopic(topic),
    holds: ({ topic, queue }) => isFifoTopic(topic) === true || !queue.fifo,
    got: ({ topic }) => `the standard topic ${topic.node.path}`,
    must: 'a FIFO topic for a FIFO queue',
    why: 'SNS answers "FIFO SQS Queues can not be subscribed to standard SNS topics"',
    fix: "Make the topic with 'fifo: true', or leave 'fifo' of the queue out",
  },
  {
    id: 'TopicSourceTwice',
    prop: 'topic',
    value: ({ topic }) => topic.node.path,
    holds: ({ again }) => !again,
    must: 'a topic that is no source of this queue yet',
    why: 'SNS has one subscription for a topic and a queue, and refuses a second one with other attributes',
    fix: "Put both filters into one 'filterPolicy', with '$or' where they differ",
  },
  TOPIC_STACK_RULE,
  {
    id: 'TopicSourceOwner',
    prop: 'queue',
    value: ({ queue }) => differs(queue.env.account, queue.stack.account),
    holds: ({ queue }) => !differs(queue.env.account, queue.stack.account),
    got: ({ queue }) => `a queue of account ${queue.env.account}`,
    must: 'a queue of the account that its stack is deployed to',
    why: "A subscription that somebody else asks for waits for the queue's owner to confirm it, and nothing is delivered",
    fix: 'Add the source in a stack of the account that owns the queue',
  },
  {
    id: 'TopicSourceFilter',
    prop: 'filterPolicy',
    value: ({ filterPolicy }) => filterPolicy,
    holds: (binding) => problemOf(binding) === undefined,
    got: ({ filterPolicy }) => shortened(JSON.stringify(filterPolicy)),
    must: 'a filter policy that SNS takes',
    why: 'SNS answers "Invalid parameter: FilterPolicy", and the deployment is rolled back',
    fix: (binding) => (problemOf(binding) ?? '').replace(/\.$/, ''),
  },
  {
    id: 'TopicSourceFilterScope',
    prop: 'filterPolicyScope',
    value: ({ filterPolicyScope }) => filterPolicyScope,
    holds: ({ filterPolicy, filterPolicyScope }) =>
      filterPolicy !== undefined && ['MessageAttributes', 'MessageBody'].includes(filterPolicyScope ?? ''),
    must: "'MessageAttributes' or 'MessageBody', beside a 'filterPolicy'",
    why: 'It says what the filter policy looks at, and does nothing alone',
    fix: "Add 'filterPolicy', or leave 'filterPolicyScope' out",
  },
  {
    id: 'TopicSourceDeadLetterQueueKind',
    prop: 'deadLetterQueue',
    value: ({ deadLetterQueue }) => deadLetterQueue?.fifo,
    holds: ({ deadLetterQueue, queue }) => deadLetterQueue?.fifo === queue.fifo,
    got: ({ deadLetterQueue }) => `a ${deadLetterQueue?.fifo ? 'FIFO' : 'standard'} queue`,
    must: "a queue of the subscribed queue's kind",
    why: 'SNS answers "must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic", or the other way round',
    fix: "Leave 'deadLetterQueue' out: one of the right kind is made",
  },
  {
    id: 'TopicSourceDeadLetterQueuePlace',
    prop: 'deadLetterQueue',
    value: ({ deadLetterQueue }) => deadLetterQueue?.node.path,
    holds: ({ deadLetterQueue, queue }) =>
      !differs(deadLetterQueue?.env.account, queue.env.account) &&
      !differs(deadLetterQueue?.env.region, queue.env.region),
    got: ({ deadLetterQueue }) => `a queue in account ${deadLetterQueue?.env.account}, ${deadLetterQueue?.env.region}`,
    must: "a queue in the subscribed queue's account and region",
    why: 'SNS refuses a redrive policy that leads elsewhere',
    fix: "Leave 'deadLetterQueue' out: one in the right place is made",
  },
  {
    id: 'TopicSourceDeadLetterQueueImported',
    prop: 'deadLetterQueue',
    value: ({ deadLetterQueue }) => deadLetterQueue?.node.path,
    holds: ({ deadLetterQueue }) => deadLetterQueue === undefined || takesStatements(deadLetterQueue),
    got: ({ deadLetterQueue }) => `the imported queue ${deadLetterQueue?.node.path}`,
    must: 'a queue whose policy this app writes',
    why: 'SNS may not send to it without a statement in its policy, and what it cannot dead-letter it drops silently',
    fix: "Leave 'deadLetterQueue' out, or bring it with WorkQueue.fromAttributes(...), which prints the statement",
  },
];

/** Undefined for an imported topic whose ARN only CloudFormation will know. */
export function isFifoTopic(topic: ITopic): boolean | undefined {
  if (topic.node.defaultChild instanceof CfnTopic) {
    return topic.fifo;
  }
  return Token.isUnresolved(topic.topicArn) ? undefined : isFifoTopicName(topic.topicArn);
}

/** Whether two places are known and not the same. */
export function differs(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && !Token.isUnresolved(a) && !Token.isUnresolved(b) && a !== b;
}

function problemOf({ filterPolicy, filterPolicyScope = 'MessageAttributes' }: TopicBinding): string | undefined {
  return filterPolicy && filterProblem(filterPolicy, filterPolicyScope);
}

function takesStatements(queue: IQueue): boolean {
  return isAnyWorkQueue(queue) || queue.node.defaultChild instanceof CfnQueue;
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
