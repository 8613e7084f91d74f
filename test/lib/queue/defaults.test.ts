import { RemovalPolicy, type Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { WorkQueue } from '../../../lib';
import { arnOf, newStack, queuePair, queueStatements, resources, warnings } from '../synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

test('a work queue without props is a standard queue with a dead-letter queue after five receives', () => {
  new WorkQueue(stack, 'Orders');
  const { queue, deadLetterQueue } = queuePair(stack);
  expect(queue.properties).toEqual({
    MessageRetentionPeriod: 345_600,
    ReceiveMessageWaitTimeSeconds: 20,
    RedriveAllowPolicy: { redrivePermission: 'denyAll' },
    RedrivePolicy: { deadLetterTargetArn: arnOf(deadLetterQueue), maxReceiveCount: 5 },
    SqsManagedSseEnabled: true,
    VisibilityTimeout: 30,
  });
  expect(deadLetterQueue.properties).toEqual({
    MessageRetentionPeriod: 1_209_600,
    ReceiveMessageWaitTimeSeconds: 20,
    SqsManagedSseEnabled: true,
  });
  expect(warnings(stack)).toEqual([]);
});

test('both queues refuse what does not come over TLS, and allow nobody', () => {
  new WorkQueue(stack, 'Orders');
  const { queue, deadLetterQueue } = queuePair(stack);
  for (const one of [queue, deadLetterQueue]) {
    expect(queueStatements(stack, one)).toEqual([
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Resource: arnOf(one),
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  }
});

test('a work queue deploys nothing but queues, their policies and alarms', () => {
  new WorkQueue(stack, 'Orders');
  expect(
    resources(stack)
      .map(({ type }) => type)
      .sort(),
  ).toEqual([
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::Alarm',
    'AWS::SQS::Queue',
    'AWS::SQS::Queue',
    'AWS::SQS::QueuePolicy',
    'AWS::SQS::QueuePolicy',
  ]);
});

test("the queue has the logical id that CDK's own queue would have in its place", () => {
  new sqs.Queue(stack, 'Orders');
  const [before] = resources(stack, 'AWS::SQS::Queue');
  const after = newStack();
  new WorkQueue(after, 'Orders');
  expect(queuePair(after).queue.logicalId).toBe(before?.logicalId);
});

test('everything that takes a queue takes a work queue', () => {
  const queue: sqs.IQueue = new WorkQueue(stack, 'Orders');
  queue.grantSendMessages(new iam.Role(stack, 'Producer', { assumedBy: new iam.AccountRootPrincipal() }));
  queue.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ArnPrincipal('arn:aws:iam::444455556666:role/producer')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
    }),
  );
  const { queue: resource } = queuePair(stack);
  expect(queueStatements(stack, resource).map(({ Effect }) => Effect)).toEqual(['Deny', 'Allow']);
  expect(resources(stack, 'AWS::IAM::Policy')).toHaveLength(1);
  expect(resources(stack, 'AWS::SQS::QueuePolicy')).toHaveLength(2);
  expect(queue.node.defaultChild).toBeInstanceOf(sqs.CfnQueue);
});

test('tags and the removal policy reach both queues', () => {
  const orders = new WorkQueue(stack, 'Orders', { removalPolicy: RemovalPolicy.RETAIN });
  Tags.of(orders).add('team', 'shop');
  const { queue, deadLetterQueue } = queuePair(stack);
  for (const one of [queue, deadLetterQueue]) {
    expect(one.properties['Tags']).toEqual([{ Key: 'team', Value: 'shop' }]);
    expect(one.deletionPolicy).toBe('Retain');
  }
});

test('a removal policy that is applied later reaches both queues', () => {
  new WorkQueue(stack, 'Orders').applyRemovalPolicy(RemovalPolicy.RETAIN);
  expect(resources(stack, 'AWS::SQS::Queue').map(({ deletionPolicy }) => deletionPolicy)).toEqual(['Retain', 'Retain']);
});
