import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, type IDependable } from 'constructs';
import { PARALLELIZATION_FACTOR, STREAM_BATCH_SIZE, STREAM_RETENTION } from '../../model/limits/streams';
import { createFunction } from '../consumers/consumer-function';
import { seconds } from '../guard/range-rules';
import { check } from '../guard/rule';
import { notify } from '../queue/alarm-topic';
import { PRODUCE } from '../queue/queue-grants';
import { WorkQueue } from '../queue/work-queue';
import type { StreamConsumerProps } from './stream-consumer-props';
import { STREAM_CONSUMER_RULES } from './stream-consumer-rules';

const DEFAULT_RETENTION = Duration.hours(STREAM_RETENTION.default);
const DEFAULT_RETRY_ATTEMPTS = 10;
const ON_FAILURE_RETENTION = Duration.days(14);

/** What Lambda's poller does with the function's role. It knows the stream's ARN, so it lists no streams. */
const READ = [
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:ListShards',
  'kinesis:GetShardIterator',
  'kinesis:GetRecords',
] as const;

/**
 * A Lambda function that consumes a Kinesis stream, so that one bad record does not stop its shard: the handler reports
 * the first record that failed, a batch that fails is halved until the bad record is alone, and after a limited number
 * of retries Lambda sends word of it to a queue and goes on.
 */
export class StreamConsumer extends Construct implements iam.IGrantable {
  readonly stream: kinesis.IStream;
  readonly fn: lambda.IFunction;
  readonly mapping: lambda.EventSourceMapping;

  /** Where Lambda sends word of records that it has given up on. */
  readonly onFailure: IQueue;

  /** Goes off when the oldest record that is read is half as old as the age at which Lambda gives up on it. */
  readonly alarm: cloudwatch.Alarm;

  /** Where the function writes. Undefined for an existing function. */
  readonly logGroup?: ILogGroup;

  /** The role of the function, to grant it what the handler needs. */
  readonly grantPrincipal: iam.IPrincipal;

  /** @throws GuardError with everything that is wrong about the props */
  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    check(this, props, STREAM_CONSUMER_RULES);

    this.stream = props.stream ?? createStream(this, props);
    this.onFailure = props.onFailure ?? createOnFailure(this, props);
    if (props.handler === undefined) {
      const { fn, logGroup } = createFunction(this, { ...props, description: `Consumes ${this.stream.node.path}` });
      this.fn = fn;
      this.logGroup = logGroup;
    } else {
      this.fn = props.handler;
    }
    this.grantPrincipal = this.fn.grantPrincipal;

    const maxRecordAge = props.maxRecordAge ?? defaultRecordAge(props);
    const permissions = this.allowConsuming();
    this.mapping = new lambda.EventSourceMapping(this, 'Mapping', {
      target: this.fn,
      eventSourceArn: this.stream.streamArn,
      startingPosition: props.startingPosition ?? lambda.StartingPosition.TRIM_HORIZON,
      batchSize: props.batchSize ?? STREAM_BATCH_SIZE.default,
      maxBatchingWindow: props.maxBatchingWindow,
      parallelizationFactor: props.parallelizationFactor ?? PARALLELIZATION_FACTOR.default,
      bisectBatchOnError: true,
      retryAttempts: props.retryAttempts ?? DEFAULT_RETRY_ATTEMPTS,
      maxRecordAge,
      reportBatchItemFailures: true,
      onFailure: { bind: () => ({ destination: this.onFailure.queueArn }) },
    });
    // Lambda tries the role's permissions when it takes the mapping.
    this.mapping.node.addDependency(...permissions);
    this.alarm = this.addAlarm(maxRecordAge);
    notify(props.alarmTopic, [this.alarm]);
  }

  /** Gives the role of the function another permission. */
  addToRolePolicy(statement: iam.PolicyStatement): void {
    this.grantPrincipal.addToPrincipalPolicy(statement);
  }

  private allowConsuming(): IDependable[] {
    // AWS's own key, `alias/aws/kinesis`, lets in everybody of the account who may read the stream.
    this.stream.encryptionKey?.grant(this, 'kms:Decrypt');
    this.onFailure.encryptionMasterKey?.grant(this, ...PRODUCE.key);
    return [this.stream.grant(this, ...READ), this.onFailure.grant(this, ...PRODUCE.queue)];
  }

  private addAlarm(maxRecordAge: Duration): cloudwatch.Alarm {
    return new cloudwatch.Alarm(this, 'IteratorAgeAlarm', {
      alarmDescription: `Records wait too long in ${this.stream.node.path}: its consumer fails or cannot keep up.`,
      metric: this.fn.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(1) }),
      threshold: maxRecordAge.toMilliseconds() / 2,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // Nothing is read, so nothing is reported, while the stream is empty.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }
}

function createStream(scope: Construct, { shardCount, retentionPeriod }: StreamConsumerProps): kinesis.Stream {
  return new kinesis.Stream(scope, 'Stream', {
    streamMode: kinesis.StreamMode.PROVISIONED,
    shardCount: shardCount ?? 1,
    retentionPeriod: retentionPeriod ?? DEFAULT_RETENTION,
    encryption: kinesis.StreamEncryption.MANAGED,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function createOnFailure(scope: Construct, { alarmTopic }: StreamConsumerProps): WorkQueue {
  return new WorkQueue(scope, 'OnFailure', { retentionPeriod: ON_FAILURE_RETENTION, alarms: { topic: alarmTopic } });
}

/** Leaves as much time again to fetch the record, within what Lambda allows. */
function defaultRecordAge({ retentionPeriod }: StreamConsumerProps): Duration {
  const retention = seconds(retentionPeriod) ?? DEFAULT_RETENTION.toSeconds();
  return Duration.seconds(Math.min(Math.floor(retention / 2), Duration.days(7).toSeconds()));
}
