import type { QueueAttributeName } from '@aws-sdk/client-sqs';
import { arnOf, redrivePolicy, SqsCloud } from './sqs-cloud';

type Attributes = Partial<Record<QueueAttributeName, string>>;

let sqs: SqsCloud;
beforeEach(async () => {
  sqs = await SqsCloud.start();
});
afterEach(() => sqs.stop());

const DEFAULTS = {
  ApproximateNumberOfMessages: '0',
  ApproximateNumberOfMessagesDelayed: '0',
  ApproximateNumberOfMessagesNotVisible: '0',
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
};

test('a standard queue has the defaults of AWS', async () => {
  const now = String(sqs.cloud.now() / 1000);
  expect(await sqs.attributes(await sqs.createQueue('work'))).toEqual({
    ...DEFAULTS,
    QueueArn: arnOf('work'),
    CreatedTimestamp: now,
    LastModifiedTimestamp: now,
  });
});

test('a FIFO queue shows its own attributes too', async () => {
  expect(await sqs.attributes(await sqs.createQueue('work.fifo'))).toMatchObject({
    ...DEFAULTS,
    FifoQueue: 'true',
    ContentBasedDeduplication: 'false',
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  });
});

test('attributes are shown by name, none without a name, and an unknown name is refused', async () => {
  const queue = await sqs.createQueue('work');
  expect(await sqs.attributes(queue, 'VisibilityTimeout', 'Policy')).toEqual({ VisibilityTimeout: '30' });
  await expect(sqs.attributes(queue, 'Nonsense' as QueueAttributeName)).rejects.toMatchObject({
    name: 'InvalidAttributeName',
    message: 'Unknown Attribute Nonsense.',
  });
});

test('an empty value takes an attribute back to its default; a KMS key leaves SQS encryption off', async () => {
  const queue = await sqs.createQueue('work', { VisibilityTimeout: '5' });
  await sqs.pass(10);
  await sqs.setAttributes(queue, { KmsMasterKeyId: 'testKeyId', KmsDataKeyReusePeriodSeconds: '6000' });
  expect(await sqs.attributes(queue)).toMatchObject({
    KmsMasterKeyId: 'testKeyId',
    KmsDataKeyReusePeriodSeconds: '6000',
    SqsManagedSseEnabled: 'false',
    LastModifiedTimestamp: String(sqs.cloud.now() / 1000),
  });
  await sqs.setAttributes(queue, { VisibilityTimeout: '', KmsMasterKeyId: '' });
  const { QueueArn, CreatedTimestamp, LastModifiedTimestamp, ...rest } = await sqs.attributes(queue);
  expect(rest).toEqual({ ...DEFAULTS, SqsManagedSseEnabled: 'false' });
});

test('the redrive policies are shown as JSON', async () => {
  const dead = await sqs.createQueue('dead', {
    RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [arnOf('work')] }),
  });
  const queue = await sqs.createQueue('work', { RedrivePolicy: redrivePolicy('dead', '7') });
  expect(JSON.parse((await sqs.attributes(queue))['RedrivePolicy'] ?? '')).toEqual({
    deadLetterTargetArn: arnOf('dead'),
    maxReceiveCount: 7,
  });
  expect(JSON.parse((await sqs.attributes(dead))['RedriveAllowPolicy'] ?? '')).toEqual({
    redrivePermission: 'byQueue',
    sourceQueueArns: [arnOf('work')],
  });
  await sqs.setAttributes(queue, { RedrivePolicy: '' });
  expect(await sqs.attributes(queue)).not.toHaveProperty('RedrivePolicy');
});

test.each<[Attributes]>([
  [{ VisibilityTimeout: '-1' }],
  [{ VisibilityTimeout: '43201' }],
  [{ MessageRetentionPeriod: '59' }],
  [{ MessageRetentionPeriod: '1209601' }],
  [{ DelaySeconds: '901' }],
  [{ DelaySeconds: '1.5' }],
  [{ MaximumMessageSize: '1023' }],
  [{ MaximumMessageSize: '1048577' }],
  [{ ReceiveMessageWaitTimeSeconds: '21' }],
  [{ KmsDataKeyReusePeriodSeconds: '59' }],
  [{ KmsDataKeyReusePeriodSeconds: '86401' }],
  [{ SqsManagedSseEnabled: 'yes' }],
  [{ Policy: '{' }],
  [
    {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:Bogus' }],
      }),
    },
  ],
])('%j is refused when a queue is created and when it is changed', async (attributes) => {
  const [name] = Object.keys(attributes);
  const refusal = { name: 'InvalidAttributeValue', message: `Invalid value for the parameter ${name}.` };
  await expect(sqs.createQueue('other', attributes)).rejects.toMatchObject(refusal);
  const queue = await sqs.createQueue('work');
  const before = await sqs.attributes(queue);
  await expect(sqs.setAttributes(queue, attributes)).rejects.toMatchObject(refusal);
  expect(await sqs.attributes(queue)).toEqual(before);
});

test.each([
  ['FifoQueue', 'true', 'Unknown Attribute FifoQueue.'],
  ['FifoQueue', 'false', 'Unknown Attribute FifoQueue.'],
  ['ContentBasedDeduplication', 'false', 'Unknown Attribute ContentBasedDeduplication.'],
  ['DeduplicationScope', 'queue', 'You can specify the DeduplicationScope only when FifoQueue is set to true.'],
  ['FifoThroughputLimit', 'perQueue', 'You can specify the FifoThroughputLimit only when FifoQueue is set to true.'],
  ['Nonsense', '1', 'Unknown Attribute Nonsense.'],
  ['QueueArn', 'arn', 'Unknown Attribute QueueArn.'],
])('a standard queue does not take %s=%s', async (attribute, value, message) => {
  const queue = await sqs.createQueue('work');
  await expect(sqs.setAttributes(queue, { [attribute]: value })).rejects.toMatchObject({
    name: 'InvalidAttributeName',
    message,
  });
});

test('a queue does not change its type', async () => {
  const queue = await sqs.createQueue('work.fifo');
  await sqs.setAttributes(queue, { FifoQueue: 'true' });
  await expect(sqs.setAttributes(queue, { FifoQueue: 'false' })).rejects.toMatchObject({
    name: 'InvalidAttributeValue',
    message: 'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
  });
});

test('high throughput needs deduplication per group', async () => {
  const queue = await sqs.createQueue('work.fifo');
  const limit: Attributes = { FifoThroughputLimit: 'perMessageGroupId' };
  await expect(sqs.setAttributes(queue, limit)).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
  await sqs.setAttributes(queue, { ...limit, DeduplicationScope: 'messageGroup' });
});

test('a queue has one type of encryption at a time', async () => {
  const both: Attributes = { KmsMasterKeyId: 'key', SqsManagedSseEnabled: 'true' };
  await expect(sqs.createQueue('work', both)).rejects.toMatchObject({
    name: 'InvalidAttributeValue',
    message: expect.stringContaining('You can use one type of server-side encryption (SSE) at one time.'),
  });
});

test.each([
  [redrivePolicy('dead', 0), 'Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.'],
  [
    redrivePolicy('dead', 1001),
    'Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.',
  ],
  [
    redrivePolicy('dead', 2.5),
    'Invalid value for maxReceiveCount: 2.5, valid values are from 1 to 1000 both inclusive.',
  ],
  [redrivePolicy('missing', 3), 'Dead letter target does not exist.'],
  [redrivePolicy('dead.fifo', 3), 'Dead-letter queue must be same type of queue as the source.'],
  [redrivePolicy('denying', 3), 'RedriveAllowPolicy'],
  [redrivePolicy('choosy', 3), 'RedriveAllowPolicy'],
  [
    JSON.stringify({ deadLetterTargetArn: arnOf('dead', '444455556666'), maxReceiveCount: 3 }),
    'Dead-letter target owner should be same as the source.',
  ],
  [JSON.stringify({ maxReceiveCount: 3 }), 'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.'],
  [
    JSON.stringify({ deadLetterTargetArn: arnOf('dead') }),
    'Redrive policy does not contain mandatory attribute: maxReceiveCount.',
  ],
])('the redrive policy %s is refused', async (policy, reason) => {
  await sqs.createQueue('dead');
  await sqs.createQueue('dead.fifo');
  await sqs.createQueue('denying', { RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }) });
  await sqs.createQueue('choosy', {
    RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [arnOf('friend')] }),
  });
  const queue = await sqs.createQueue('work');
  const refusal = expect(sqs.setAttributes(queue, { RedrivePolicy: policy })).rejects;
  await refusal.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining(`Value ${policy} for parameter RedrivePolicy is invalid. Reason: `),
  });
  await expect(sqs.createQueue('new', { RedrivePolicy: policy })).rejects.toThrow(reason);
});

test('a redrive policy that is no JSON is refused', async () => {
  const queue = await sqs.createQueue('work');
  await expect(sqs.setAttributes(queue, { RedrivePolicy: 'none' })).rejects.toMatchObject({
    name: 'InvalidAttributeValue',
    message: 'Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.',
  });
});

test.each([
  [{ redrivePermission: 'sometimes' }],
  [{ redrivePermission: 'byQueue' }],
  [{ redrivePermission: 'byQueue', sourceQueueArns: Array.from({ length: 11 }, (_, index) => arnOf(`q${index}`)) }],
  [{ redrivePermission: 'denyAll', sourceQueueArns: [arnOf('q')] }],
  [{}],
])('the redrive allow policy %j is refused', async (policy) => {
  const queue = await sqs.createQueue('work');
  await expect(sqs.setAttributes(queue, { RedriveAllowPolicy: JSON.stringify(policy) })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});
