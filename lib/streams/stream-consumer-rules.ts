import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { FUNCTION_MEMORY, FUNCTION_TIMEOUT } from '../../model/limits/lambda';
import {
  MAXIMUM_RECORD_AGE,
  MAXIMUM_RETRY_ATTEMPTS,
  PARALLELIZATION_FACTOR,
  SHARD_COUNT,
  STREAM_BATCH_SIZE,
  STREAM_BATCHING_WINDOW,
  STREAM_RETENTION,
} from '../../model/limits/streams';
import { durationWithin, numberWithin, seconds } from '../guard/range-rules';
import type { Rule } from '../guard/rule';
import { alarmTopicKey } from '../queue/queue-alarm-rules';
import type { StreamConsumerProps } from './stream-consumer-props';

const STREAM_PROPS = ['shardCount', 'retentionPeriod'] as const;
const FUNCTION_PROPS = ['timeout', 'memorySize', 'environment', 'bundling', 'logRetention'] as const;
const SECONDS_PER_HOUR = 3_600;

export const STREAM_CONSUMER_RULES: readonly Rule<StreamConsumerProps>[] = [
  {
    id: 'StreamConsumerFunction',
    prop: 'entry',
    value: () => 'entry',
    holds: ({ entry, handler }) => (entry === undefined) !== (handler === undefined),
    got: ({ entry }) => (entry === undefined ? 'neither' : 'both'),
    must: "given, or 'handler', and not both",
    why: 'The stream needs one function that consumes it',
    fix: "Set 'entry' to the path of a file that exports 'handler', or 'handler' to an existing function",
  },
  {
    id: 'StreamConsumerHandler',
    prop: 'handler',
    value: ({ handler }) => handler?.node.path,
    holds: (props) => given(props, FUNCTION_PROPS).length === 0,
    got: (props) => `an existing function together with ${given(props, FUNCTION_PROPS).join(', ')}`,
    must: 'given without the props that make up a function',
    why: 'They would be dropped without a word',
    fix: "Set them where the function is made, or give 'entry' instead",
  },
  {
    id: 'StreamConsumerRole',
    prop: 'handler',
    value: ({ handler }) => handler?.node.path,
    holds: ({ handler }) => roleOf(handler) !== undefined,
    got: ({ handler }) => `${handler?.node.path}, which is imported without one`,
    must: 'a function with a known role',
    why: 'Lambda reads the stream with the role of the function, which needs permission for that',
    fix: 'Import it with lambda.Function.fromFunctionAttributes(...) and its role',
  },
  {
    id: 'StreamConsumerStream',
    prop: 'stream',
    value: ({ stream }) => stream?.node.path,
    holds: (props) => given(props, STREAM_PROPS).length === 0,
    got: (props) => `an existing stream together with ${given(props, STREAM_PROPS).join(', ')}`,
    must: 'given without the props that make up a stream',
    why: 'They would be dropped without a word',
    fix: 'Set them where the stream is made',
  },
  {
    id: 'StreamOnFailureFifo',
    prop: 'onFailure',
    value: ({ onFailure }) => onFailure?.node.path,
    holds: ({ onFailure }) => onFailure?.fifo !== true,
    must: 'a standard queue',
    why: 'Lambda sends word of discarded records without a message group, and supports standard queues only',
    fix: "Leave 'onFailure' out, or give a queue without 'fifo'",
  },
  alarmTopicKey('alarmTopic', ({ alarmTopic }) => alarmTopic),
  numberWithin(SHARD_COUNT, {
    id: 'ShardCount',
    prop: 'shardCount',
    value: ({ shardCount }) => shardCount,
    why: 'Kinesis refuses any other number',
    fix: "Leave 'shardCount' out for 1",
  }),
  durationWithin(
    { min: STREAM_RETENTION.min * SECONDS_PER_HOUR, max: STREAM_RETENTION.max * SECONDS_PER_HOUR, unit: 'seconds' },
    {
      id: 'StreamRetention',
      prop: 'retentionPeriod',
      value: ({ retentionPeriod }) => retentionPeriod,
      why: 'Kinesis keeps records for 24 hours to 365 days',
      fix: "Leave 'retentionPeriod' out for 24 hours",
    },
  ),
  numberWithin(STREAM_BATCH_SIZE, {
    id: 'StreamBatchSize',
    prop: 'batchSize',
    value: ({ batchSize }) => batchSize,
    why: 'Lambda refuses an event source mapping with any other size',
    fix: "Leave 'batchSize' out for 100",
  }),
  durationWithin(STREAM_BATCHING_WINDOW, {
    id: 'StreamBatchingWindow',
    prop: 'maxBatchingWindow',
    value: ({ maxBatchingWindow }) => maxBatchingWindow,
    why: 'Lambda gathers records for at most 5 minutes',
    fix: "Set 'maxBatchingWindow' to Duration.minutes(5) or less",
  }),
  numberWithin(PARALLELIZATION_FACTOR, {
    id: 'ParallelizationFactor',
    prop: 'parallelizationFactor',
    value: ({ parallelizationFactor }) => parallelizationFactor,
    why: 'Lambda works on at most 10 batches of a shard at a time',
    fix: "Leave 'parallelizationFactor' out for 1, or use more shards",
  }),
  numberWithin(MAXIMUM_RETRY_ATTEMPTS, {
    id: 'StreamRetryAttempts',
    prop: 'retryAttempts',
    value: ({ retryAttempts }) => retryAttempts,
    why: 'Lambda takes no more, and for ever would mean that one bad record stops its shard until it expires',
    fix: "Leave 'retryAttempts' out for 10",
  }),
  durationWithin(MAXIMUM_RECORD_AGE, {
    id: 'StreamRecordAge',
    prop: 'maxRecordAge',
    value: ({ maxRecordAge }) => maxRecordAge,
    why: 'Lambda gives up on a record after 1 minute to 7 days',
    fix: "Leave 'maxRecordAge' out for half of the retention period",
  }),
  {
    id: 'StreamRecordOutlived',
    prop: 'maxRecordAge',
    value: ({ maxRecordAge, stream }) => (stream === undefined ? maxRecordAge : undefined),
    holds: ({ maxRecordAge, retentionPeriod }) => {
      const retention = retentionPeriod === undefined ? defaultRetentionSeconds() : seconds(retentionPeriod);
      return retention === undefined || (seconds(maxRecordAge) ?? 0) < retention;
    },
    must: "shorter than the stream's retention period",
    why: 'Lambda only says where the record stood, and by then the stream would no longer have it',
    fix: "Leave 'maxRecordAge' out for half of the retention period, or set a longer 'retentionPeriod'",
  },
  durationWithin(FUNCTION_TIMEOUT, {
    id: 'LambdaTimeout',
    prop: 'timeout',
    value: ({ timeout }) => timeout,
    why: 'Lambda stops an invocation after 15 minutes at the latest',
    fix: "Set 'timeout' to what the slowest batch needs, or make batches smaller with 'batchSize'",
  }),
  numberWithin(FUNCTION_MEMORY, {
    id: 'LambdaMemory',
    prop: 'memorySize',
    value: ({ memorySize }) => memorySize,
    why: 'Lambda offers no other size',
    fix: "Leave 'memorySize' out for 256 MB",
  }),
];

function given<Name extends keyof StreamConsumerProps>(props: StreamConsumerProps, names: readonly Name[]) {
  return names.filter((name) => props[name] !== undefined);
}

function roleOf(handler: lambda.IFunction | undefined) {
  return handler?.role;
}

function defaultRetentionSeconds(): number {
  return STREAM_RETENTION.default * SECONDS_PER_HOUR;
}
