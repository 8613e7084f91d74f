import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { LambdaConsumer, WorkQueue } from '../../../lib';
import { arnOf, newStack, only, queuePair, resources, type Statement, statementsOf } from '../synthesis';

const entry = join(__dirname, 'handler.fixture.ts');

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function granted(): readonly Statement[] {
  return resources(stack, 'AWS::IAM::Policy').flatMap(statementsOf);
}

const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'];

test('the role may consume this queue, send to its dead-letter queue and write its log, and nothing else', () => {
  new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), entry });
  const { queue, deadLetterQueue } = queuePair(stack);
  expect(granted()).toEqual([
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: arnOf(only(stack, 'AWS::Logs::LogGroup')),
    },
    { Effect: 'Allow', Action: CONSUME, Resource: arnOf(queue) },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf(deadLetterQueue) },
  ]);
});

test('only Lambda may assume the role, and no policy that AWS manages is attached', () => {
  new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), entry });
  const { properties } = only(stack, 'AWS::IAM::Role');
  expect(properties['AssumeRolePolicyDocument']).toMatchObject({
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
  });
  expect(properties).not.toHaveProperty('ManagedPolicyArns');
});

test('with a customer key it may decrypt what it receives and encrypt what it sends to the dead-letter queue', () => {
  const encryptionKey = new kms.Key(stack, 'Key');
  new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders', { encryptionKey }), entry });
  expect(granted()).toContainEqual({
    Effect: 'Allow',
    Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    Resource: arnOf(only(stack, 'AWS::KMS::Key')),
  });
});

test('without a dead-letter queue it may send nowhere', () => {
  new LambdaConsumer(stack, 'Consumer', {
    queue: new sqs.Queue(stack, 'Orders', { visibilityTimeout: undefined }),
    entry,
  });
  expect(granted().map(({ Action }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents'], CONSUME]);
});

test('a handler gets what else it needs from the app', () => {
  const consumer = new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), entry });
  new WorkQueue(stack, 'Invoices').grantSendMessages(consumer);
  consumer.addToRolePolicy(new iam.PolicyStatement({ actions: ['ses:SendEmail'], resources: ['*'] }));
  expect(granted().flatMap(({ Action }) => Action)).toEqual(
    expect.arrayContaining(['ses:SendEmail', 'sqs:GetQueueUrl']),
  );
});

test('the mapping waits for the permissions, because Lambda tries them', () => {
  new LambdaConsumer(stack, 'Consumer', { queue: new WorkQueue(stack, 'Orders'), entry });
  const { logicalId } = only(stack, 'AWS::IAM::Policy');
  expect(only(stack, 'AWS::Lambda::EventSourceMapping').dependsOn).toContain(logicalId);
});
