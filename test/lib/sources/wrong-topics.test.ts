import { Lazy, type Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { GuardError, TopicSource, type TopicSourceProps, WorkQueue } from '../../../lib';
import { newStack } from '../synthesis';

let stack: Stack;
let topic: sns.Topic;
let queue: WorkQueue;
beforeEach(() => {
  stack = newStack({ env: { account: '111122223333', region: 'eu-west-1' } });
  topic = new sns.Topic(stack, 'Topic');
  queue = new WorkQueue(stack, 'Orders');
});

function errorOf(source: TopicSource, to = queue): GuardError {
  try {
    to.addSource(source);
  } catch (error) {
    if (error instanceof GuardError) return error;
    throw error;
  }
  throw new Error('the source was accepted');
}

const idsOf = (props: TopicSourceProps) => errorOf(new TopicSource(topic, props)).violations.map(({ id }) => id);

test('a standard topic cannot send to a FIFO queue, also when it is imported', () => {
  const fifo = new WorkQueue(stack, 'Fifo', { fifo: {} });
  const imported = sns.Topic.fromTopicArn(stack, 'Imported', 'arn:aws:sns:eu-west-1:111122223333:orders');
  for (const standard of [topic, imported]) {
    expect(errorOf(new TopicSource(standard), fifo).message).toContain(
      "[Spillway:TopicSourceFifo] 'topic' must be a FIFO topic for a FIFO queue, got the standard topic",
    );
  }
  const unknown = sns.Topic.fromTopicArn(stack, 'Unknown', Lazy.string({ produce: () => 'x' }));
  expect(() => fifo.addSource(new TopicSource(unknown))).not.toThrow();
});

test('a topic is a source once', () => {
  queue.addSource(new TopicSource(topic, { filterPolicy: { type: ['a'] } }));
  expect(errorOf(new TopicSource(topic, { filterPolicy: { type: ['b'] } })).message).toContain('TopicSourceTwice');
  expect(() => new WorkQueue(stack, 'Other').addSource(new TopicSource(topic))).not.toThrow();
});

test.each<[string, TopicSourceProps, string]>([
  [
    'six keys',
    { filterPolicy: { a: ['1'], b: ['1'], c: ['1'], d: ['1'], e: ['1'], f: ['1'] } },
    'can not have more than 5 keys, got 6',
  ],
  ['151 combinations', { filterPolicy: { a: Array.from({ length: 151 }, String) } }, '151 combinations'],
  ['a nested key among attributes', { filterPolicy: { a: { b: ['c'] } } }, 'does not support nested'],
  ['an empty list', { filterPolicy: { a: [] } }, 'at least one rule'],
])('a filter that SNS refuses is refused: %s', (_name, props, why) => {
  const { message } = errorOf(new TopicSource(topic, props));
  expect(message).toContain("[Spillway:TopicSourceFilter] 'filterPolicy' must be a filter policy that SNS takes");
  expect(message).toContain(why);
});

test('what only CloudFormation will know is not judged', () => {
  const value = Lazy.string({ produce: () => 'x' });
  const number = Lazy.number({ produce: () => 1 });
  queue.addSource(new TopicSource(topic, { filterPolicy: { a: [value], b: [{ numeric: ['>', number] }] } }));
});

test('a scope needs a filter', () => {
  expect(idsOf({ filterPolicyScope: 'MessageBody' })).toEqual(['Spillway:TopicSourceFilterScope']);
});

test('the dead-letter queue is of the right kind, in the right place and made here: all is said at once', () => {
  expect(idsOf({ deadLetterQueue: new sqs.Queue(stack, 'Fifo', { fifo: true }) })).toEqual([
    'Spillway:TopicSourceDeadLetterQueueKind',
  ]);
  const elsewhere = sqs.Queue.fromQueueArn(stack, 'Far', 'arn:aws:sqs:us-east-1:444455556666:dead');
  expect(idsOf({ deadLetterQueue: elsewhere, filterPolicyScope: 'MessageBody' })).toEqual([
    'Spillway:TopicSourceFilterScope',
    'Spillway:TopicSourceDeadLetterQueuePlace',
    'Spillway:TopicSourceDeadLetterQueueImported',
  ]);
});
