import type { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { TopicSource, WorkQueue } from '../../../lib';
import {
  arnOf,
  newApp,
  newStack,
  only,
  queueStatements,
  type Resource,
  resources,
  statementsOf,
  warnings,
} from '../synthesis';

const ACCOUNT = { Ref: 'AWS::AccountId' };

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const retention = ({ properties }: Resource) => properties['MessageRetentionPeriod'];
const sources = (inStack = stack) =>
  resources(inStack, 'AWS::SQS::Queue').filter(({ properties }) => properties['RedrivePolicy'] !== undefined);
/** The queue that neither has a dead-letter queue nor is one of a queue. */
const undelivered = (inStack = stack): Resource => {
  const deadLetterArns = sources(inStack).map(({ properties }) =>
    JSON.stringify((properties['RedrivePolicy'] as { deadLetterTargetArn: unknown }).deadLetterTargetArn),
  );
  const [queue, ...others] = resources(inStack, 'AWS::SQS::Queue')
    .filter((one) => !sources(inStack).includes(one) && !deadLetterArns.includes(JSON.stringify(arnOf(one))))
    .filter(({ properties }) => properties['RedrivePolicy'] === undefined);
  if (queue === undefined || others.length > 0) throw new Error(`expected one, found ${others.length + 1}`);
  return queue;
};
const allows = (queue: Resource, inStack = stack) =>
  queueStatements(inStack, queue).filter(({ Effect }) => Effect === 'Allow');
const workQueue = (inStack = stack): Resource => sources(inStack)[0] as Resource;

test('the queue is subscribed, and what cannot be delivered has a queue of its own', () => {
  const topic = new sns.Topic(stack, 'Topic');
  new WorkQueue(stack, 'Orders').addSource(new TopicSource(topic));
  const subscription = only(stack, 'AWS::SNS::Subscription');
  expect(subscription.properties).toEqual({
    Protocol: 'sqs',
    TopicArn: { Ref: only(stack, 'AWS::SNS::Topic').logicalId },
    Endpoint: arnOf(workQueue()),
    RedrivePolicy: { deadLetterTargetArn: arnOf(undelivered()) },
  });
  expect(retention(undelivered())).toBe(14 * 86_400);
  expect(warnings(stack)).toEqual([]);
});

test('SNS may send for this topic of this account, to the queue and to the other one, and the subscription waits for it', () => {
  const topic = new sns.Topic(stack, 'Topic');
  new WorkQueue(stack, 'Orders').addSource(new TopicSource(topic));
  for (const queue of [workQueue(), undelivered()]) {
    expect(allows(queue)).toEqual([
      {
        Sid: 'AllowSnsTopics',
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arnOf(queue),
        Condition: {
          ArnLike: { 'aws:SourceArn': { Ref: only(stack, 'AWS::SNS::Topic').logicalId } },
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
        },
      },
    ]);
  }
  const policies = resources(stack, 'AWS::SQS::QueuePolicy').filter(({ properties }) =>
    JSON.stringify(properties['Queues']).includes(workQueue().logicalId),
  );
  expect(only(stack, 'AWS::SNS::Subscription').dependsOn).toEqual(policies.map(({ logicalId }) => logicalId));
});

test('thirty topics share one statement, because a queue policy holds twenty, and one queue for the undelivered', () => {
  const queue = new WorkQueue(stack, 'Orders');
  for (let i = 0; i < 30; i++) queue.addSource(new TopicSource(new sns.Topic(stack, `Topic${i}`)));
  expect(resources(stack, 'AWS::SNS::Subscription')).toHaveLength(30);
  for (const each of [workQueue(), undelivered()]) {
    expect(allows(each)).toHaveLength(1);
    expect(allows(each)[0]?.Condition).toMatchObject({ ArnLike: { 'aws:SourceArn': { length: 30 } } });
  }
});

test('filter and raw delivery stand in the subscription', () => {
  const filterPolicy = { order: { state: ['paid', { prefix: 'pre-' }], total: [{ numeric: ['>', 0] }] } };
  new WorkQueue(stack, 'Orders').addSource(
    new TopicSource(new sns.Topic(stack, 'Topic'), {
      filterPolicy,
      filterPolicyScope: 'MessageBody',
      rawMessageDelivery: true,
    }),
  );
  expect(only(stack, 'AWS::SNS::Subscription').properties).toMatchObject({
    FilterPolicy: filterPolicy,
    FilterPolicyScope: 'MessageBody',
    RawMessageDelivery: true,
  });
});

test('a dead-letter queue of its own gets the statement, and no other queue is made', () => {
  const deadLetterQueue = new sqs.Queue(stack, 'Mine');
  const topic = new sns.Topic(stack, 'Topic');
  const queue = new WorkQueue(stack, 'Orders').addSource(new TopicSource(topic, { deadLetterQueue }));
  expect(TopicSource.undeliveredOf(queue)).toBeUndefined();
  expect(resources(stack, 'AWS::SQS::Queue')).toHaveLength(3);
  const [mine] = resources(stack, 'AWS::SQS::Queue').filter(({ logicalId }) => logicalId.startsWith('Mine'));
  expect(allows(mine as Resource)).toHaveLength(1);
});

test('the undelivered have an alarm, unless the queue has none', () => {
  const topic = new sns.Topic(stack, 'Topic');
  const queue = new WorkQueue(stack, 'Orders').addSource(new TopicSource(topic));
  expect(TopicSource.undeliveredOf(queue)?.alarm).toBeDefined();
  const alarms = resources(stack, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties['Dimensions']);
  expect(alarms).toContainEqual([
    { Name: 'QueueName', Value: { 'Fn::GetAtt': [undelivered().logicalId, 'QueueName'] } },
  ]);
  const quiet = newStack();
  const silent = new WorkQueue(quiet, 'Orders', { alarms: false }).addSource(
    new TopicSource(new sns.Topic(quiet, 'Topic')),
  );
  expect(TopicSource.undeliveredOf(silent)?.alarm).toBeUndefined();
  expect(resources(quiet, 'AWS::CloudWatch::Alarm')).toEqual([]);
});

test("the alarm on the undelivered tells the topic of the queue's alarms as well", () => {
  const onCall = new sns.Topic(stack, 'OnCall');
  const queue = new WorkQueue(stack, 'Orders', { alarms: { topic: onCall } });
  queue.addSource(new TopicSource(new sns.Topic(stack, 'Topic')));
  const actions = [stack.resolve(onCall.topicArn)];
  const alarms = resources(stack, 'AWS::CloudWatch::Alarm');
  expect(alarms).toHaveLength(3);
  for (const { properties } of alarms) {
    expect(properties).toMatchObject({ AlarmActions: actions, OKActions: actions });
  }
});

test('one customer key for topic and queue closes no cycle, because the key asks for the account', () => {
  const encryptionKey = new kms.Key(stack, 'Key');
  const topic = new sns.Topic(stack, 'Topic', { masterKey: encryptionKey });
  new WorkQueue(stack, 'Orders', { encryptionKey }).addSource(new TopicSource(topic));
  const statements = statementsOf(only(stack, 'AWS::KMS::Key')).filter(({ Sid }) => Sid === 'AllowSnsTopics');
  expect(statements).toEqual([
    {
      Sid: 'AllowSnsTopics',
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    },
  ]);
  expect(undelivered().properties).toHaveProperty('KmsMasterKeyId');
});

test('a FIFO queue takes a FIFO topic, and its undelivered go to a FIFO queue', () => {
  const topic = new sns.Topic(stack, 'Topic', { fifo: true });
  new WorkQueue(stack, 'Orders', { fifo: {} }).addSource(new TopicSource(topic));
  expect(undelivered().properties).toMatchObject({ FifoQueue: true });
});

test('a standard queue may follow a FIFO topic', () => {
  const topic = new sns.Topic(stack, 'Topic', { fifo: true });
  new WorkQueue(stack, 'Orders').addSource(new TopicSource(topic));
  expect(undelivered().properties).not.toHaveProperty('FifoQueue');
});

test('a topic of another stack is referred to from the queue, and nothing back', () => {
  const app = newApp({ '@aws-cdk/core:defaultCrossStackReferences': 'strong' });
  const topics = newStack({}, app);
  const queues = newStack({}, app);
  const topic = new sns.Topic(topics, 'Topic');
  new WorkQueue(queues, 'Orders').addSource(new TopicSource(topic));
  expect(resources(topics, 'AWS::SNS::Subscription')).toEqual([]);
  expect(only(queues, 'AWS::SNS::Subscription').properties['TopicArn']).toHaveProperty('Fn::ImportValue');
});

describe('a topic of another account', () => {
  const OWNER = '444455556666';
  const env = { account: '111122223333', region: 'eu-west-1' };
  const shopping = () => newStack({ env });

  test("may send in its account's name, and its owner is told the statement that lets this account subscribe", () => {
    const shop = shopping();
    const topic = sns.Topic.fromTopicArn(shop, 'Topic', `arn:aws:sns:eu-west-1:${OWNER}:orders`);
    new WorkQueue(shop, 'Orders').addSource(new TopicSource(topic));
    expect(allows(workQueue(shop), shop)[0]?.Condition).toEqual({
      ArnLike: { 'aws:SourceArn': topic.topicArn },
      StringEquals: { 'aws:SourceAccount': OWNER },
    });
    const outputs = Object.values(
      (shop.node.root as ReturnType<typeof newApp>).synth().getStackByName(shop.stackName).template.Outputs ?? {},
    ) as { Value: unknown; Description?: string }[];
    const [output] = outputs.filter(({ Description }) => Description?.includes("topic's policy"));
    expect(JSON.stringify(output?.Value)).toContain('sns:Subscribe');
    expect(JSON.stringify(output?.Value)).toContain('111122223333:root');
    expect(warnings(shop)).toEqual([]);
  });

  test('that this app makes gets the statement itself', () => {
    const app = newApp();
    const partner = newStack({ env: { account: OWNER, region: 'eu-west-1' } }, app);
    const shop = newStack({ env }, app);
    const topic = new sns.Topic(partner, 'Topic', { topicName: 'orders' });
    new WorkQueue(shop, 'Orders').addSource(new TopicSource(topic));
    expect(statementsOf(only(partner, 'AWS::SNS::TopicPolicy'))).toContainEqual({
      Sid: 'AllowSubscribe111122223333',
      Effect: 'Allow',
      Principal: { AWS: expect.anything() },
      Action: 'sns:Subscribe',
      Resource: expect.anything(),
      Condition: {
        StringEquals: { 'sns:Protocol': 'sqs' },
        StringLike: { 'sns:Endpoint': 'arn:*:sqs:*:111122223333:*' },
      },
    });
  });
});

test.each([
  ['us-east-1', 'eu-west-1', 'sns.amazonaws.com'],
  ['us-east-1', 'me-south-1', 'sns.me-south-1.amazonaws.com'],
  ['me-south-1', 'us-east-1', 'sns.me-south-1.amazonaws.com'],
  ['me-south-1', 'me-south-1', 'sns.amazonaws.com'],
])('a topic of %s sends to a queue of %s as %s, and is subscribed in its own region', (from, to, service) => {
  const shop = newStack({ env: { account: '111122223333', region: to } });
  const topic = sns.Topic.fromTopicArn(shop, 'Topic', `arn:aws:sns:${from}:111122223333:orders`);
  new WorkQueue(shop, 'Orders').addSource(new TopicSource(topic));
  expect(allows(workQueue(shop), shop)[0]?.Principal).toEqual({ Service: service });
  expect(only(shop, 'AWS::SNS::Subscription').properties['Region']).toBe(from === to ? undefined : from);
});
