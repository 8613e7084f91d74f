import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import { StreamConsumer, type StreamConsumerProps, WorkQueue } from '../../../lib';
import { streamArn } from '../../../model/arn';
import { newStack, queuePair } from '../synthesis';
import { type Architecture, baseCells, PARTNER } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { delegatedTo, EVERYTHING, roleOf, service, sessionOf } from './principals';
import { ACCOUNT, REGION, type Template, TemplatePolicies } from './template-policies';

const entry = join(__dirname, '..', 'consumers', 'handler.fixture.ts');
const OTHER_STREAM = streamArn({ account: ACCOUNT, region: REGION, name: 'other' });
const OTHER_QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:other`;
const OTHER_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/other`;

const READ = [
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:ListShards',
  'kinesis:GetShardIterator',
  'kinesis:GetRecords',
];
const NOT_READ = ['kinesis:PutRecord', 'kinesis:DeleteStream', 'kinesis:SplitShard', 'kinesis:SubscribeToShard'];

interface Streaming extends Architecture {
  /** Of the stream's customer key, where it has one. */
  readonly streamKey: string;
}

function streaming(more: (stack: Stack) => Partial<StreamConsumerProps>): Streaming {
  const stack = newStack();
  new StreamConsumer(stack, 'Clicks', { entry, ...more(stack) });
  const policies = new TemplatePolicies(Synthesized.fromStack(stack).toJSON() as Template);
  const pair = queuePair(stack);
  const keys = policies.arns('AWS::KMS::Key');
  const keyOf = (name: string) => keys.find((arn) => arn.includes(name)) ?? '';
  return {
    policies,
    queue: policies.arn(pair.queue.logicalId),
    deadLetterQueue: policies.arn(pair.deadLetterQueue.logicalId),
    key: keyOf('QueueKey'),
    streamKey: keyOf('StreamKey'),
  };
}

function cells({ policies, queue, deadLetterQueue, key, streamKey }: Streaming): readonly Cell[] {
  const role = policies.arns('AWS::IAM::Role')[0] ?? '';
  const stream = policies.arns('AWS::Kinesis::Stream')[0] ?? '';
  const logs = policies.arns('AWS::Logs::LogGroup')[0]?.replace(/\*$/, 'log-stream:one') ?? '';
  const principal = sessionOf(role);
  const may = (allowed: boolean, resource: string, ...actions: readonly string[]): readonly Cell[] =>
    actions.map((action) => ({ title: `the function, ${action}, ${resource}`, principal, action, resource, allowed }));
  const assume = { action: 'sts:AssumeRole', resource: role };
  const ofKeys: readonly Cell[] = [
    ...may(true, streamKey, 'kms:Decrypt'),
    ...may(false, streamKey, 'kms:GenerateDataKey', 'kms:ScheduleKeyDeletion'),
    ...may(true, key, 'kms:Decrypt', 'kms:GenerateDataKey'),
    ...may(false, key, 'kms:ScheduleKeyDeletion', 'kms:PutKeyPolicy'),
    ...may(false, OTHER_KEY, 'kms:Decrypt', 'kms:GenerateDataKey').map((cell) => ({
      ...cell,
      resourcePolicy: delegatedTo(ACCOUNT),
    })),
  ];
  return [
    ...may(true, stream, ...READ),
    ...may(false, stream, ...NOT_READ),
    ...may(false, OTHER_STREAM, ...READ),
    ...may(true, queue, 'sqs:SendMessage'),
    ...may(false, queue, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:PurgeQueue'),
    ...may(false, deadLetterQueue, 'sqs:SendMessage', 'sqs:ReceiveMessage'),
    ...may(false, OTHER_QUEUE, 'sqs:SendMessage'),
    ...may(true, logs, 'logs:CreateLogStream', 'logs:PutLogEvents'),
    ...may(false, logs, 'logs:DeleteLogGroup'),
    ...may(false, logs.replace(/log-group:[^:]*/, 'log-group:other'), 'logs:PutLogEvents'),
    { ...assume, title: 'Lambda takes the role', principal: service('lambda'), allowed: true },
    { ...assume, title: 'Kinesis takes the role', principal: service('kinesis'), allowed: false },
    { ...assume, title: 'with tags', action: 'sts:TagSession', principal: service('lambda'), allowed: false },
    { ...assume, title: 'another account takes it', principal: roleOf(PARTNER), identity: EVERYTHING, allowed: false },
    ...(key === '' ? [] : ofKeys),
  ];
}

const customerKeys = (stack: Stack): Partial<StreamConsumerProps> => ({
  stream: new Stream(stack, 'Stream', { encryptionKey: new kms.Key(stack, 'StreamKey') }),
  onFailure: new WorkQueue(stack, 'Failures', { encryptionKey: new kms.Key(stack, 'QueueKey') }),
});

describe.each([
  ['which it makes', () => ({})],
  ['each under a customer key of its own', customerKeys],
] as const)('a consumer of a stream with a queue for failures, %s', (_name, more) => {
  const built = streaming(more);
  const { streamKey } = built;
  const matrix = new PolicyMatrix(built.policies, [
    ...baseCells(built),
    ...(streamKey === '' ? [] : baseCells({ ...built, key: streamKey })),
    ...cells(built),
  ]);

  test('may do what the table says, and no more', () => {
    expect(matrix.wrong()).toEqual([]);
  });

  test('has nothing in its policies that could be dropped or widened unseen', () => {
    expect(matrix.mutationCount).toBeGreaterThan(streamKey === '' ? 12 : 20);
    expect(matrix.survivors()).toEqual([]);
  });
});
