import type { Duration } from 'aws-cdk-lib';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** How records get from the stream to the function, and when Lambda gives up on them. */
export interface StreamPollingOptions {
  /**
   * The most records in one invocation. 1 to 10,000, and 6 MB.
   *
   * @default 100
   */
  readonly batchSize?: number;

  /**
   * How long Lambda gathers records to fill a batch. 0 to 5 minutes.
   *
   * @default - Lambda does not wait
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * Batches of one shard that are in work at a time. 1 to 10.
   *
   * Above 1, order holds for records of the same partition key only. Concurrent invocations are shards times this.
   *
   * @default 1
   */
  readonly parallelizationFactor?: number;

  /**
   * How often a batch that failed is tried again before its records go to `onFailure`. 0 to 10,000.
   *
   * Meanwhile nothing else of the shard is worked on. Halving a batch does not count as a retry. Lambda's own default is
   * to retry until the record expires, which stops a shard for a day because of one bad record.
   *
   * @default 10
   */
  readonly retryAttempts?: number;

  /**
   * The age at which Lambda gives up on a record and tells `onFailure`. 1 minute to 7 days.
   *
   * Must be shorter than the stream's retention: what is told is only where the record stands, and it must still be
   * there to be read.
   *
   * @default - half of the stream's retention period; of an imported stream 12 hours
   */
  readonly maxRecordAge?: Duration;

  /**
   * Where in the stream a new mapping begins.
   *
   * @default StartingPosition.TRIM_HORIZON - with the oldest record, so that nothing is missed
   */
  readonly startingPosition?: StartingPosition;
}

export interface StreamConsumerProps extends StreamPollingOptions {
  /**
   * The stream to consume, of the same region.
   *
   * @default - a stream is made, from `shardCount` and `retentionPeriod`
   */
  readonly stream?: IStream;

  /**
   * Shards of the stream that is made: 1 MiB or 1,000 records a second in, 2 MiB a second out, each.
   *
   * 1 to 20,000. For capacity on demand bring a stream of your own.
   *
   * @default 1
   */
  readonly shardCount?: number;

  /**
   * How long the stream that is made keeps records, whether they were consumed or not. 24 hours to 365 days.
   *
   * @default Duration.hours(24)
   */
  readonly retentionPeriod?: Duration;

  /**
   * Where Lambda sends word of records that it has given up on: a `WorkQueue`, or any other standard queue.
   *
   * The message has no records in it, only the stream, the shard and the sequence numbers.
   *
   * @default - a `WorkQueue` that keeps messages for 14 days
   */
  readonly onFailure?: IQueue;

  /**
   * The topic that the alarms notify when they go off and when they are over: that of the stream, and those of the
   * `onFailure` queue that is made.
   *
   * CloudWatch may publish to a topic of this app afterwards, customer key included. Not a topic encrypted with
   * `alias/aws/sns`, which CloudWatch cannot use.
   *
   * @default - alarms without actions: add your own to `consumer.alarm`
   */
  readonly alarmTopic?: ITopic;

  /**
   * File that exports the async function `handler`, in TypeScript or JavaScript, for Node 24. esbuild bundles it while
   * the app is synthesized, so esbuild must be installed beside aws-cdk-lib.
   *
   * @default - an existing function is given as `handler`
   */
  readonly entry?: string;

  /**
   * A function that exists already, instead of `entry`. What makes up the function is then its own.
   *
   * @default - a function is made from `entry`
   */
  readonly handler?: IFunction;

  /**
   * The longest that one invocation, with all its records, may take. 1 second to 15 minutes.
   *
   * @default Duration.seconds(30)
   */
  readonly timeout?: Duration;

  /**
   * Memory of the function in MB. 128 to 10,240.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * Environment variables of the function.
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
}
