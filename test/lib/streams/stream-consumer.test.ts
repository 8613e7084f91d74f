import { join } from 'node:path';
import { Duration, type Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { StreamConsumer, type StreamConsumerProps, WorkQueue } from '../../../lib';
import { arnOf, newApp, newStack, only, queuePair, resources, type Statement, statementsOf } from '../synthesis';

const entry = join(__dirname, '../consumers/handler.fixture.ts');

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const consume = (props: Partial<StreamConsumerProps> = {}) =>
  new StreamConsumer(stack, 'Consumer', { entry, ...props });
const mapping = () => only(stack, 'AWS::Lambda::EventSourceMapping');
const statements = (): readonly Statement[] => resources(stack, 'AWS::IAM::Policy').flatMap(statementsOf);

test('a bad record is isolated, retried a limited number of times, and then told of', () => {
  consume();
  expect(mapping().properties).toMatchObject({
    EventSourceArn: arnOf(only(stack, 'AWS::Kinesis::Stream')),
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 100,
    ParallelizationFactor: 1,
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    MaximumRecordAgeInSeconds: 12 * 3600,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    DestinationConfig: { OnFailure: { Destination: arnOf(queuePair(stack).queue) } },
  });
});

test('the stream is encrypted, has one shard, keeps a day, and leaves with the stack', () => {
  consume();
  expect(only(stack, 'AWS::Kinesis::Stream')).toMatchObject({
    properties: {
      ShardCount: 1,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      RetentionPeriodHours: 24,
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
    },
    deletionPolicy: 'Delete',
  });
});

test('word of a failure is kept for 14 days', () => {
  consume();
  expect(queuePair(stack).queue.properties['MessageRetentionPeriod']).toBe(14 * 86_400);
});

test('the role reads this stream, tells this queue, writes this log, and nothing else', () => {
  consume();
  expect(resources(stack, 'AWS::IAM::Role').map(({ properties }) => properties['ManagedPolicyArns'])).toEqual([
    undefined,
  ]);
  expect(statements()).toMatchObject([
    { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: arnOf(only(stack, 'AWS::Logs::LogGroup')) },
    {
      Action: [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:ListShards',
        'kinesis:GetShardIterator',
        'kinesis:GetRecords',
      ],
      Resource: arnOf(only(stack, 'AWS::Kinesis::Stream')),
    },
    { Action: 'sqs:SendMessage', Resource: arnOf(queuePair(stack).queue) },
  ]);
});

test('the mapping waits for the permissions, which Lambda tries when it is made', () => {
  consume();
  expect(mapping().dependsOn).toContain(only(stack, 'AWS::IAM::Policy').logicalId);
});

test('customer keys: the stream is decrypted, word of failures encrypted', () => {
  const streamKey = new kms.Key(stack, 'StreamKey');
  const queueKey = new kms.Key(stack, 'QueueKey');
  consume({
    stream: new kinesis.Stream(stack, 'Stream', { encryptionKey: streamKey }),
    onFailure: new WorkQueue(stack, 'Failures', { encryptionKey: queueKey }),
  });
  const onKey = (key: kms.Key) => stack.resolve(key.keyArn);
  expect(statements()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ Action: 'kms:Decrypt', Resource: onKey(streamKey) }),
      expect.objectContaining({ Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: onKey(queueKey) }),
    ]),
  );
});

test('what is said of polling holds', () => {
  consume({
    batchSize: 500,
    maxBatchingWindow: Duration.seconds(5),
    parallelizationFactor: 10,
    retryAttempts: 0,
    maxRecordAge: Duration.hours(1),
    startingPosition: lambda.StartingPosition.LATEST,
    shardCount: 4,
    retentionPeriod: Duration.days(7),
  });
  expect(mapping().properties).toMatchObject({
    BatchSize: 500,
    MaximumBatchingWindowInSeconds: 5,
    ParallelizationFactor: 10,
    MaximumRetryAttempts: 0,
    MaximumRecordAgeInSeconds: 3600,
    StartingPosition: 'LATEST',
  });
  expect(only(stack, 'AWS::Kinesis::Stream').properties).toMatchObject({ ShardCount: 4, RetentionPeriodHours: 168 });
});

test.each([
  [Duration.days(2), 86_400],
  [Duration.days(365), 7 * 86_400],
])('Lambda gives up after half of a retention of %s, at most after 7 days', (retentionPeriod, age) => {
  consume({ retentionPeriod });
  expect(mapping().properties['MaximumRecordAgeInSeconds']).toBe(age);
});

test('records that get half as old as Lambda lets them raise an alarm', () => {
  consume({ maxRecordAge: Duration.hours(1) });
  const alarm = resources(stack, 'AWS::CloudWatch::Alarm').find(
    ({ properties }) => properties['MetricName'] === 'IteratorAge',
  );
  expect(alarm?.properties).toMatchObject({
    Namespace: 'AWS/Lambda',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: only(stack, 'AWS::Lambda::Function').logicalId } }],
    Threshold: 1_800_000,
    TreatMissingData: 'notBreaching',
  });
});

test("with a topic, the stream's alarm and those of the queue that is made tell it", () => {
  const alarmTopic = new sns.Topic(stack, 'OnCall');
  consume({ alarmTopic });
  const actions = [stack.resolve(alarmTopic.topicArn)];
  const alarms = resources(stack, 'AWS::CloudWatch::Alarm');
  expect(alarms).toHaveLength(3);
  for (const { properties } of alarms) {
    expect(properties).toMatchObject({ AlarmActions: actions, OKActions: actions });
  }
  expect(statementsOf(only(stack, 'AWS::SNS::TopicPolicy'))).toMatchObject([
    { Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish', Resource: actions[0] },
  ]);
});

test("a topic with AWS's own key is refused: CloudWatch cannot use it", () => {
  const masterKey = kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns');
  expect(() => consume({ alarmTopic: new sns.Topic(stack, 'OnCall', { masterKey }) })).toThrow(
    "[Spillway:AlarmTopicKey] 'alarmTopic' must be a topic",
  );
});

test('an existing function, stream and queue, each of another stack', () => {
  const app = newApp({ '@aws-cdk/core:defaultCrossStackReferences': 'strong' });
  const back = newStack({}, app);
  stack = newStack({}, app);
  const handler = new lambda.Function(back, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X,
    code: lambda.Code.fromInline('exports.handler = async () => ({ batchItemFailures: [] })'),
    handler: 'index.handler',
  });
  const consumer = new StreamConsumer(back, 'Consumer', {
    handler,
    stream: new kinesis.Stream(stack, 'Stream'),
    onFailure: new sqs.Queue(stack, 'Failures'),
  });
  expect(consumer.logGroup).toBeUndefined();
  expect(resources(back, 'AWS::Lambda::EventSourceMapping')).toHaveLength(1);
});

test('everything that is wrong comes in one error', () => {
  const wrong = (props: Partial<StreamConsumerProps>) => () =>
    new StreamConsumer(newStack(), 'Consumer', {
      batchSize: 0,
      maxBatchingWindow: Duration.minutes(6),
      parallelizationFactor: 11,
      retryAttempts: -1,
      ...props,
    });
  const handler = lambda.Function.fromFunctionArn(
    stack,
    'Imported',
    'arn:aws:lambda:eu-west-1:111122223333:function:imported',
  );
  const fifo = new sqs.Queue(stack, 'Fifo', { fifo: true });
  const first = wrong({ handler, timeout: Duration.hours(1), memorySize: 64, onFailure: fifo });
  const second = wrong({ shardCount: 0, retentionPeriod: Duration.hours(1), maxRecordAge: Duration.hours(2) });
  const third = wrong({ stream: new kinesis.Stream(stack, 'Stream'), shardCount: 2, maxRecordAge: Duration.days(8) });
  const always = ['StreamBatchSize', 'StreamBatchingWindow', 'ParallelizationFactor', 'StreamRetryAttempts'];
  for (const id of always) expect(first).toThrow(`[Spillway:${id}]`);
  const handlerRules = [
    'StreamConsumerHandler',
    'StreamConsumerRole',
    'StreamOnFailureFifo',
    'LambdaTimeout',
    'LambdaMemory',
  ];
  for (const id of handlerRules) expect(first).toThrow(`[Spillway:${id}]`);
  for (const id of ['StreamConsumerFunction', 'ShardCount', 'StreamRetention', 'StreamRecordOutlived']) {
    expect(second).toThrow(`[Spillway:${id}]`);
  }
  for (const id of ['StreamConsumerStream', 'StreamRecordAge']) expect(third).toThrow(`[Spillway:${id}]`);
});
