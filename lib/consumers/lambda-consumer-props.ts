import type { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** How messages get from the queue to the function. */
export interface LambdaPollingOptions {
  /**
   * The most messages in one invocation.
   *
   * 1 to 10,000. Above 10, Lambda wants a batching window of at least 1 second; a FIFO queue allows 10 at most.
   *
   * @default 10
   */
  readonly batchSize?: number;

  /**
   * How long Lambda gathers messages to fill a batch.
   *
   * 0 to 5 minutes. Not with a FIFO queue. The queue's visibility timeout is raised by as much.
   *
   * @default - Lambda does not wait
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * The most invocations that this queue may use at a time, to protect what the function calls.
   *
   * 2 to 1,000. Unlike reserved concurrency it never throttles: Lambda receives fewer messages instead, so none is
   * dead-lettered for having been received in vain.
   *
   * @default - up to 1,250 on a standard queue, and what the account allows
   */
  readonly maxConcurrency?: number;

  /**
   * Event pollers that are always there, for a queue whose load rises within seconds (provisioned mode).
   *
   * `minimum` 2 to 200, `maximum` 2 to 2,000. Each polls and runs up to 10 invocations at a time, and each costs money
   * by the hour. Not together with `maxConcurrency`: AWS takes one or the other.
   *
   * @default - Lambda begins with 5 and scales the pollers by itself, without charge
   */
  readonly provisionedPollers?: ProvisionedPollers;

  /**
   * The messages that the function gets: those that fit one of these patterns. Lambda deletes all others from the
   * queue, so no other consumer gets them either.
   *
   * Up to 5 patterns (10 on request), each of at most 4,096 characters as JSON: `{ body: { kind: ['order'] } }`.
   * "Using event filtering with an Amazon SQS event source", AWS Lambda Developer Guide.
   *
   * @default - all messages
   */
  readonly filters?: readonly FilterPattern[];
}

/** The pattern of a filter: its fields, each with a list of rules or with fields of its own. */
export type FilterPattern = Readonly<Record<string, unknown>>;

/** How many event pollers there are in provisioned mode. */
export interface ProvisionedPollers {
  /**
   * 2 to 200.
   *
   * @default 2
   */
  readonly minimum?: number;

  /**
   * 2 to 2,000, not below `minimum`.
   *
   * @default 200
   */
  readonly maximum?: number;
}

export interface LambdaConsumerProps extends LambdaPollingOptions {
  /** The queue to consume: a `WorkQueue`, or any other, whose visibility timeout you then set yourself. */
  readonly queue: IQueue;

  /**
   * File that exports the async function `handler`, in TypeScript or JavaScript, for Node 24. esbuild bundles it while
   * the app is synthesized, so esbuild must be installed beside aws-cdk-lib.
   *
   * @default - an existing function is given as `handler`
   */
  readonly entry?: string;

  /**
   * A function that exists already, instead of `entry`. What makes up the function (memory, environment,
   * bundling and so on) is then its own, and cannot be given here.
   *
   * @default - a function is made from `entry`
   */
  readonly handler?: lambda.IFunction;

  /**
   * The longest that one invocation, with all its messages, may take.
   *
   * 1 second to 15 minutes. Of an imported `handler`, which does not tell its own, say it here.
   *
   * @default Duration.seconds(30)
   */
  readonly timeout?: Duration;

  /**
   * Memory of the function in MB; the processor's share grows with it, one whole core at 1,769.
   *
   * 128 to 10,240.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * Instances of the function that no other function can use, and that it cannot exceed.
   *
   * Not below `maxConcurrency`: Lambda would receive messages and then throttle, and each time counts towards
   * the queue's `maxReceiveCount`.
   *
   * @default - the function shares the account's concurrency
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * Environment variables of the function. Those of the package come on top: their names begin with `SPILLWAY_`.
   *
   * @default - none of your own
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * What to change about bundling.
   *
   * @default - CommonJS for Node 22 and newer with a source map, not minified; the AWS SDK is the runtime's own
   */
  readonly bundling?: BundlingOptions;

  /**
   * How long the function's log is kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;

  /**
   * What the function does, for the people who see it in the console.
   *
   * @default - `Consumes <queue's path>`
   */
  readonly description?: string;
}
