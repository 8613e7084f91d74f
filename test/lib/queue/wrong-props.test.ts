import { CfnParameter, Duration, Size } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { type GuardError, WorkQueue, type WorkQueueProps } from '../../../lib';
import { newStack, queuePair } from '../synthesis';

function errorOf(props: WorkQueueProps): GuardError {
  try {
    new WorkQueue(newStack(), 'Orders', props);
  } catch (error) {
    return error as GuardError;
  }
  throw new Error('the props were accepted');
}

test.each<[string, WorkQueueProps, string]>([
  ['QueueName', { queueName: 'my queue!' }, "'queueName' must be 1 to 76 letters"],
  ['QueueName', { queueName: '' }, 'got "".'],
  ['QueueName', { queueName: 'a'.repeat(77) }, "the dead-letter queue's name has 4 more"],
  ['QueueName', { queueName: 'orders.fifo' }, "Add 'fifo: {}' for a FIFO queue"],
  ['QueueName', { queueName: 'orders', fifo: {} }, "ending in '.fifo' on a FIFO queue"],
  ['VisibilityTimeout', { visibilityTimeout: Duration.seconds(43_201) }, 'from 0 to 43,200, got 12 hours 1 second.'],
  ['MaxReceiveCount', { maxReceiveCount: 0 }, 'from 1 to 1,000, got 0.'],
  ['MaxReceiveCount', { maxReceiveCount: 1001 }, 'got 1001.'],
  ['MaxReceiveCount', { maxReceiveCount: 2.5 }, 'got 2.5.'],
  ['MaxReceiveCount', { maxReceiveCount: Number.NaN }, "Set 'maxReceiveCount' to 5"],
  ['RetentionPeriod', { retentionPeriod: Duration.seconds(59) }, 'from 60 to 1,209,600, got 59 seconds.'],
  ['DeadLetterRetentionPeriod', { deadLetterRetentionPeriod: Duration.days(15) }, 'got 15 days.'],
  ['DeadLetterRetention', { deadLetterRetentionPeriod: Duration.days(4) }, "longer than 'retentionPeriod'"],
  ['ReceiveMessageWaitTime', { receiveMessageWaitTime: Duration.seconds(21) }, 'from 0 to 20, got 21 seconds.'],
  ['DeliveryDelay', { deliveryDelay: Duration.seconds(901) }, 'from 0 to 900, got 15 minutes 1 second.'],
  ['MaxMessageSize', { maxMessageSize: Size.bytes(1023) }, 'from 1,024 to 1,048,576, got 1023 bytes.'],
  ['OldestMessageAge', { alarms: { oldestMessageAge: Duration.seconds(5) } }, "'alarms.oldestMessageAge'"],
  ['DeadLetters', { alarms: { deadLetters: 0 } }, 'got 0.'],
])('%s: %j', (id, props, text) => {
  const error = errorOf(props);
  expect(error.violations.map((violation) => violation.id)).toEqual([`Spillway:${id}`]);
  expect(error.message).toContain(text);
  expect(error.constructPath).toBe('Stack1/Orders');
});

test("AWS's own key is refused, because its policy lets no service send", () => {
  const stack = newStack();
  const encryptionKey = kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sqs');
  expect(() => new WorkQueue(stack, 'Orders', { encryptionKey })).toThrow(
    `'encryptionKey' must be a customer managed key, got "alias/aws/sqs".`,
  );
});

test.each<[string, WorkQueueProps]>([
  ['a name of 76 characters', { queueName: 'a'.repeat(76) }],
  [
    'the least of everything',
    { maxReceiveCount: 1, retentionPeriod: Duration.minutes(1), maxMessageSize: Size.kibibytes(1) },
  ],
  ['the most receives', { maxReceiveCount: 1000 }],
  ['14 days in both queues', { retentionPeriod: Duration.days(14) }],
  ['a FIFO dead-letter queue that keeps as long', { fifo: {}, deadLetterRetentionPeriod: Duration.days(4) }],
])('%s is accepted', (_name, props) => {
  const stack = newStack();
  new WorkQueue(stack, 'Orders', props);
  expect(queuePair(stack)).toBeDefined();
});

test('values that only CloudFormation knows are not judged', () => {
  const stack = newStack();
  const parameter = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  new WorkQueue(stack, 'Orders', {
    maxReceiveCount: parameter,
    visibilityTimeout: Duration.seconds(parameter),
    retentionPeriod: Duration.seconds(parameter),
    deadLetterRetentionPeriod: Duration.seconds(parameter),
  });
  expect(queuePair(stack).queue.properties).toMatchObject({
    VisibilityTimeout: { Ref: 'Number' },
    MessageRetentionPeriod: { Ref: 'Number' },
    RedrivePolicy: { maxReceiveCount: { Ref: 'Number' } },
  });
});
