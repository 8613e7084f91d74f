import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  BATCH_SIZE,
  BATCH_SIZE_WITHOUT_WINDOW,
  BATCHING_WINDOW,
  FUNCTION_MEMORY,
  FUNCTION_TIMEOUT,
  MAXIMUM_CONCURRENCY,
} from '../../model/limits/lambda';
import { durationWithin, numberWithin, seconds } from '../guard/range-rules';
import type { Rule } from '../guard/rule';
import { FILTER_RULES } from './filter-rules';
import type { LambdaConsumerProps } from './lambda-consumer-props';
import { POLLER_RULES } from './poller-rules';

/** Props that make up the function, which an existing one has already. */
const FUNCTION_PROPS = [
  'memorySize',
  'reservedConcurrentExecutions',
  'environment',
  'bundling',
  'logRetention',
  'description',
] as const;

export const LAMBDA_CONSUMER_RULES: readonly Rule<LambdaConsumerProps>[] = [
  {
    id: 'LambdaConsumerFunction',
    prop: 'entry',
    value: ({ queue }) => queue.node.path,
    holds: ({ entry, handler }) => (entry === undefined) !== (handler === undefined),
    got: ({ entry }) => (entry === undefined ? 'neither' : 'both'),
    must: "given, or 'handler', and not both",
    why: 'The queue needs one function that consumes it',
    fix: "Set 'entry' to the path of a file that exports 'handler', or 'handler' to an existing function",
  },
  {
    id: 'LambdaConsumerHandler',
    prop: 'handler',
    value: ({ handler }) => handler?.node.path,
    holds: (props) => functionPropsOf(props).length === 0,
    got: (props) => `an existing function together with ${functionPropsOf(props).join(', ')}`,
    must: 'given without the props that make up a function',
    why: 'They would be dropped without a word',
    fix: "Set them where the function is made, or give 'entry' instead",
  },
  {
    id: 'LambdaConsumerRole',
    prop: 'handler',
    value: ({ handler }) => handler?.node.path,
    holds: ({ handler }) => handler?.role !== undefined,
    got: ({ handler }) => `${handler?.node.path}, which is imported without one`,
    must: 'a function with a known role',
    why: 'Lambda receives the messages with the role of the function, which needs permission for that',
    fix: 'Import it with lambda.Function.fromFunctionAttributes(...) and its role',
  },
  {
    id: 'LambdaConsumerTimeout',
    prop: 'timeout',
    value: ({ handler }) => handler?.node.path,
    holds: ({ handler, timeout }) => handler instanceof lambda.Function || timeout !== undefined,
    got: () => 'nothing',
    must: "given for a 'handler' that this app does not make",
    why: "It does not tell its own, and the queue's visibility timeout follows from it",
    fix: "Set 'timeout' to the timeout that the function has",
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
  numberWithin(BATCH_SIZE, {
    id: 'BatchSize',
    prop: 'batchSize',
    value: ({ batchSize }) => batchSize,
    why: 'Lambda refuses an event source mapping with any other size',
    fix: "Leave 'batchSize' out for 10",
  }),
  {
    id: 'FifoBatchSize',
    prop: 'batchSize',
    value: ({ queue, batchSize }) => (queue.fifo ? batchSize : undefined),
    holds: ({ batchSize = 0 }) => batchSize <= BATCH_SIZE_WITHOUT_WINDOW.max || batchSize > BATCH_SIZE.max,
    must: 'at most 10 on a FIFO queue',
    why: 'Lambda takes the messages of one receive, and that returns 10 at most',
    fix: "Leave 'batchSize' out for 10",
  },
  {
    id: 'BatchSizeNeedsWindow',
    prop: 'batchSize',
    value: ({ queue, batchSize }) => (queue.fifo ? undefined : batchSize),
    holds: ({ batchSize = 0, maxBatchingWindow }) =>
      batchSize <= BATCH_SIZE_WITHOUT_WINDOW.max ||
      maxBatchingWindow?.isUnresolved() === true ||
      (seconds(maxBatchingWindow) ?? 0) >= 1,
    must: 'at most 10 without a batching window',
    why: 'Lambda refuses it with "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"',
    fix: "Add 'maxBatchingWindow: Duration.seconds(1)' or longer, or set 'batchSize' to 10",
  },
  durationWithin(BATCHING_WINDOW, {
    id: 'BatchingWindow',
    prop: 'maxBatchingWindow',
    value: ({ maxBatchingWindow }) => maxBatchingWindow,
    why: 'Lambda gathers messages for at most 5 minutes',
    fix: "Set 'maxBatchingWindow' to Duration.minutes(5) or less",
  }),
  {
    id: 'FifoBatchingWindow',
    prop: 'maxBatchingWindow',
    value: ({ queue, maxBatchingWindow }) => (queue.fifo ? maxBatchingWindow : undefined),
    holds: () => false,
    must: 'left out on a FIFO queue',
    why: 'Lambda refuses it with "Batching window is not supported for FIFO queues"',
    fix: "Leave 'maxBatchingWindow' out",
  },
  numberWithin(MAXIMUM_CONCURRENCY, {
    id: 'MaxConcurrency',
    prop: 'maxConcurrency',
    value: ({ maxConcurrency }) => maxConcurrency,
    why: 'Lambda refuses any other, and 0 would be dropped, which means no limit at all',
    fix: "Set 'maxConcurrency' to 2 or more, or leave it out",
  }),
  numberWithin(
    { min: 0, max: Number.MAX_SAFE_INTEGER, unit: 'instances' },
    {
      id: 'ReservedConcurrency',
      prop: 'reservedConcurrentExecutions',
      value: ({ reservedConcurrentExecutions }) => reservedConcurrentExecutions,
      why: 'Lambda reserves whole instances',
      fix: "Leave 'reservedConcurrentExecutions' out, or set it to at least 'maxConcurrency'",
    },
  ),
  {
    id: 'ReservedBelowMaxConcurrency',
    prop: 'reservedConcurrentExecutions',
    value: ({ reservedConcurrentExecutions }) => reservedConcurrentExecutions,
    holds: ({ reservedConcurrentExecutions = 0, maxConcurrency }) =>
      maxConcurrency === undefined ||
      Token.isUnresolved(maxConcurrency) ||
      reservedConcurrentExecutions >= maxConcurrency,
    must: "at least 'maxConcurrency'",
    why: 'Lambda would receive more messages than the function may take, throttle, and so wear out their receives',
    fix: ({ maxConcurrency }) =>
      `Set 'reservedConcurrentExecutions' to ${maxConcurrency} or more, or lower 'maxConcurrency'`,
  },
  {
    id: 'HandlerReservedBelowMaxConcurrency',
    prop: 'maxConcurrency',
    value: ({ maxConcurrency }) => maxConcurrency,
    holds: ({ handler, maxConcurrency = 0 }) => (reservedOf(handler) ?? maxConcurrency) >= maxConcurrency,
    got: ({ handler, maxConcurrency }) => `${maxConcurrency} for a function with ${reservedOf(handler)} reserved`,
    must: "at most the reserved concurrency of 'handler'",
    why: 'Lambda would receive more messages than the function may take, throttle, and so wear out their receives',
    fix: "Lower 'maxConcurrency', or raise 'reservedConcurrentExecutions' where the function is made",
  },
  ...POLLER_RULES,
  ...FILTER_RULES,
];

function functionPropsOf(props: LambdaConsumerProps): readonly string[] {
  const timeout = props.handler instanceof lambda.Function ? (['timeout'] as const) : [];
  return [...timeout, ...FUNCTION_PROPS].filter((name) => props[name] !== undefined);
}

/** Undefined where it has none, or only CloudFormation will know it. */
function reservedOf(handler: lambda.IFunction | undefined): number | undefined {
  const resource = handler?.node.defaultChild;
  const reserved = lambda.CfnFunction.isCfnFunction(resource) ? resource.reservedConcurrentExecutions : undefined;
  return Token.isUnresolved(reserved) ? undefined : reserved;
}
