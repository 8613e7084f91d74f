import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { FanOut, type FanOutProps, GuardError } from '../../../lib';
import { newStack, only, type Resource, resources, statementsOf, warnings } from '../synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function violationsOf(make: () => unknown): readonly string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof GuardError) return error.violations.map(({ id }) => id);
    throw error;
  }
  throw new Error('the props were accepted');
}

const workQueues = (): readonly Resource[] =>
  resources(stack, 'AWS::SQS::Queue').filter(({ properties }) => properties['RedrivePolicy'] !== undefined);

test('each queue has its own subscription, dead-letter queue and filter', () => {
  const fanOut = new FanOut(stack, 'Orders', {
    queues: { Billing: { filterPolicy: { type: ['paid'] } }, Archive: { rawMessageDelivery: true } },
  });
  expect(workQueues()).toHaveLength(2);
  const subscriptions = resources(stack, 'AWS::SNS::Subscription').map(({ properties }) => properties);
  expect(subscriptions).toHaveLength(2);
  expect(subscriptions).toContainEqual(expect.objectContaining({ FilterPolicy: { type: ['paid'] } }));
  expect(subscriptions).toContainEqual(expect.objectContaining({ RawMessageDelivery: true }));
  const redrives = workQueues().map(({ properties }) => JSON.stringify(properties['RedrivePolicy']));
  expect(new Set(redrives).size).toBe(2);
  expect(fanOut.queues.Billing.deadLetterQueue).not.toBe(fanOut.queues.Archive.deadLetterQueue);
  expect(warnings(stack)).toEqual([]);
});

test('the topic takes messages over TLS only', () => {
  new FanOut(stack, 'Orders', { queues: { Billing: {} } });
  expect(statementsOf(only(stack, 'AWS::SNS::TopicPolicy'))).toMatchObject([
    { Effect: 'Deny', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ]);
});

test('a queue is made as its own props say', () => {
  new FanOut(stack, 'Orders', { queues: { Billing: { queue: { maxReceiveCount: 7, alarms: false } } } });
  expect(workQueues()[0]?.properties).toMatchObject({ RedrivePolicy: { maxReceiveCount: 7 } });
  expect(resources(stack, 'AWS::CloudWatch::Alarm')).toEqual([]);
});

test('FIFO holds for the topic and for every queue', () => {
  new FanOut(stack, 'Orders', { fifo: { contentBasedDeduplication: true }, queues: { Billing: {}, Archive: {} } });
  expect(only(stack, 'AWS::SNS::Topic').properties).toMatchObject({
    FifoTopic: true,
    ContentBasedDeduplication: true,
  });
  for (const { properties } of resources(stack, 'AWS::SQS::Queue'))
    expect(properties).toMatchObject({ FifoQueue: true });
});

test('a topic that exists is taken as it is, and FIFO queues follow from a FIFO topic', () => {
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:orders.fifo');
  const fanOut = new FanOut(stack, 'Orders', { topic, queues: { Billing: {} } });
  expect(fanOut.topic).toBe(topic);
  expect(resources(stack, 'AWS::SNS::Topic')).toEqual([]);
  expect(workQueues()[0]?.properties).toMatchObject({ FifoQueue: true });
});

test('one key encrypts all, and whoever publishes is given it', () => {
  const encryptionKey = new kms.Key(stack, 'Key');
  const fanOut = new FanOut(stack, 'Orders', { encryptionKey, queues: { Billing: {} } });
  const role = new iam.Role(stack, 'Publisher', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  fanOut.grantPublish(role);
  expect(only(stack, 'AWS::SNS::Topic').properties).toHaveProperty('KmsMasterKeyId');
  const actions = statementsOf(only(stack, 'AWS::IAM::Policy')).flatMap(({ Action }) => Action);
  expect([...new Set(actions)].sort()).toEqual(['kms:Decrypt', 'kms:GenerateDataKey', 'sns:Publish']);
});

test.each<[string, Partial<FanOutProps>, string]>([
  ['no queue', { queues: {} }, 'FanOutQueues'],
  ["a queue named 'Topic'", { queues: { Topic: {} } }, 'FanOutQueueNames'],
  ['a FIFO name without fifo', { topicName: 'orders.fifo' }, 'FanOutTopicName'],
  ['a standard name with fifo', { topicName: 'orders', fifo: {} }, 'FanOutTopicName'],
])('%s is refused', (_name, props, id) => {
  const errorOf = () => new FanOut(stack, 'Orders', { queues: { Billing: {} }, ...props });
  expect(violationsOf(errorOf)).toEqual([`Spillway:${id}`]);
});

test('props of a new topic are refused beside one that exists', () => {
  const topic = new sns.Topic(stack, 'Topic');
  const both = () => new FanOut(stack, 'Orders', { topic, topicName: 'orders', queues: { Billing: {} } });
  expect(both).toThrow("[Spillway:FanOutTopic] 'topicName' must be left out beside 'topic'");
});
