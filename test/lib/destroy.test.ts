import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  BucketSource,
  FanOut,
  JobEndpoint,
  LambdaConsumer,
  QueueDashboard,
  RedriveOperator,
  StreamConsumer,
  TopicSource,
  WorkQueue,
} from '../../lib';
import { newStack, resources } from './synthesis';

const entry = join(__dirname, 'consumers/handler.fixture.ts');

let stack: Stack;
beforeAll(() => {
  stack = newStack();
  const alarmTopic = new Topic(stack, 'OnCall');
  const queue = new WorkQueue(stack, 'Orders', { alarms: { topic: alarmTopic } })
    .addSource(new BucketSource(new Bucket(stack, 'Uploads'), { eventBridge: true }))
    .addSource(new TopicSource(new Topic(stack, 'Topic')));
  new LambdaConsumer(stack, 'Consumer', { queue, entry });
  new StreamConsumer(stack, 'Clicks', { entry, alarmTopic });
  new FanOut(stack, 'Events', { queues: { Billing: {} } });
  new JobEndpoint(stack, 'Jobs', { queue });
  new QueueDashboard(stack, 'Dashboard', { queues: [queue] });
  new RedriveOperator(stack, 'Operator', { queues: [queue], assumedBy: new AccountRootPrincipal() });
});

test('nothing that the constructs make is kept when the stack is destroyed', () => {
  const kept = resources(stack).filter(
    ({ deletionPolicy }) => deletionPolicy !== undefined && deletionPolicy !== 'Delete',
  );
  // The app's own, which CDK keeps unless the app says otherwise.
  expect(kept.map(({ type }) => type)).toEqual(['AWS::S3::Bucket']);
});

test('each function writes into a group of the stack: one that Lambda makes by itself would stay', () => {
  const groups = resources(stack, 'AWS::Logs::LogGroup').map(({ logicalId }) => ({ Ref: logicalId }));
  const functions = resources(stack, 'AWS::Lambda::Function');
  expect(functions).toHaveLength(2);
  for (const { properties } of functions) {
    expect(groups).toContainEqual((properties['LoggingConfig'] as { LogGroup: unknown }).LogGroup);
  }
});

test('there is no custom resource, whose function would leave its log behind', () => {
  const custom = resources(stack).filter(({ type }) => /^(Custom::|AWS::CloudFormation::CustomResource)/.test(type));
  expect(custom).toEqual([]);
});
