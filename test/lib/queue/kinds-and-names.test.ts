import { CfnParameter, type Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { WorkQueue } from '../../../lib';
import { newStack, queuePair } from '../synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function names(): readonly unknown[] {
  const { queue, deadLetterQueue } = queuePair(stack);
  return [queue.properties['QueueName'], deadLetterQueue.properties['QueueName']];
}

test('a FIFO queue has a FIFO dead-letter queue', () => {
  const orders = new WorkQueue(stack, 'Orders', { fifo: { contentBasedDeduplication: true } });
  const { queue, deadLetterQueue } = queuePair(stack);
  for (const { properties } of [queue, deadLetterQueue]) {
    expect(properties).toMatchObject({ FifoQueue: true, ContentBasedDeduplication: true });
    expect(properties).not.toHaveProperty('FifoThroughputLimit');
  }
  expect(orders.fifo).toBe(true);
});

test('high throughput comes with deduplication within the group, without which AWS refuses it', () => {
  new WorkQueue(stack, 'Orders', { fifo: { throughputLimit: sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID } });
  const { queue, deadLetterQueue } = queuePair(stack);
  for (const { properties } of [queue, deadLetterQueue]) {
    expect(properties).toMatchObject({
      FifoThroughputLimit: 'perMessageGroupId',
      DeduplicationScope: 'messageGroup',
    });
  }
});

test("the dead-letter queue's name follows from the queue's", () => {
  new WorkQueue(stack, 'Orders', { queueName: 'orders' });
  expect(names()).toEqual(['orders', 'orders-dlq']);
});

test("a FIFO dead-letter queue's name ends in .fifo too", () => {
  new WorkQueue(stack, 'Orders', { queueName: 'orders.fifo', fifo: {} });
  expect(names()).toEqual(['orders.fifo', 'orders-dlq.fifo']);
});

test('a name that only CloudFormation knows is taken, also by a FIFO queue', () => {
  const name = new CfnParameter(stack, 'Name').valueAsString;
  new WorkQueue(stack, 'Orders', { queueName: `${name}.fifo`, fifo: {} });
  expect(names()[0]).toEqual({ 'Fn::Join': ['', [{ Ref: 'Name' }, '.fifo']] });
});

test('with a literal name only this queue may use the dead-letter queue', () => {
  new WorkQueue(stack, 'Orders', { queueName: 'orders' });
  const arn = [
    'arn:',
    { Ref: 'AWS::Partition' },
    ':sqs:',
    { Ref: 'AWS::Region' },
    ':',
    { Ref: 'AWS::AccountId' },
    ':orders',
  ];
  expect(queuePair(stack).deadLetterQueue.properties['RedriveAllowPolicy']).toEqual({
    redrivePermission: 'byQueue',
    sourceQueueArns: [{ 'Fn::Join': ['', arn] }],
  });
});

test('a generated name leaves the redrive allow policy out, because naming the queue would be a cycle', () => {
  new WorkQueue(stack, 'Orders');
  expect(queuePair(stack).deadLetterQueue.properties).not.toHaveProperty('RedriveAllowPolicy');
});
