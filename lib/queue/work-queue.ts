import { type Duration, type RemovalPolicy, Tags } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { MESSAGE_RETENTION } from '../../model/limits/sqs';
import { seconds } from '../guard/range-rules';
import { check } from '../guard/rule';
import { DEFAULTS } from './defaults';
import { ExistingWorkQueue } from './existing-work-queue';
import type { WorkQueueAttributes } from './existing-work-queue-props';
import { addAlarms, type QueueAlarms } from './queue-alarms';
import { createQueuePair } from './queue-pair';
import { VisibilityTimeout } from './visibility-timeout';
import { type IWorkQueue, WorkQueueBase } from './work-queue-base';
import type { WorkQueueProps } from './work-queue-props';
import { WORK_QUEUE_RULES } from './work-queue-rules';

const WORK_QUEUE = Symbol.for('cdk-spillway.WorkQueue');

/**
 * A queue with its dead-letter queue: encrypted, over TLS only, and watched by two alarms.
 *
 * It is an `IQueue`, so everything in CDK that takes a queue takes it. Its queue has the logical id that an
 * `sqs.Queue` with the same id would have, so one can take the other's place without CloudFormation replacing it.
 */
export class WorkQueue extends WorkQueueBase {
  /** Whether something is a work queue, also one from another copy of this package. */
  static isWorkQueue(construct: unknown): construct is WorkQueue {
    return typeof construct === 'object' && construct !== null && WORK_QUEUE in construct;
  }

  /**
   * A queue that this app does not make.
   *
   * Granting writes policies of identities only. What needs a statement in the queue's own policy, such as a source,
   * is an error, or printed with `policyManagedExternally`.
   *
   * @throws GuardError when the attributes cannot be those of a queue
   */
  static fromAttributes(scope: Construct, id: string, attributes: WorkQueueAttributes): IWorkQueue {
    return new ExistingWorkQueue(scope, id, attributes);
  }

  readonly queueArn: string;
  readonly queueUrl: string;
  readonly queueName: string;
  readonly encryptionMasterKey?: kms.IKey;
  readonly fifo: boolean;
  readonly encryptionType?: sqs.QueueEncryption;

  /** Where SQS moves a message that was received `maxReceiveCount` times without being deleted. */
  readonly deadLetterQueue: sqs.IQueue;
  readonly maxReceiveCount: number;

  /** To attach actions to, for example an SNS topic. Undefined with `alarms: false`. */
  readonly alarms?: QueueAlarms;

  /** Whom the alarms notify: `alarms.topic`. Sources that watch something for this queue notify it as well. */
  readonly alarmTopic?: ITopic;

  protected readonly autoCreatePolicy = true;
  protected override readonly retentionSeconds: number;
  private readonly queue: sqs.Queue;
  private readonly visibility: VisibilityTimeout;

  constructor(scope: Construct, id: string, props: WorkQueueProps = {}) {
    super(scope, id);
    Object.defineProperty(this, WORK_QUEUE, { value: true });
    check(this, props, WORK_QUEUE_RULES);

    this.maxReceiveCount = props.maxReceiveCount ?? DEFAULTS.maxReceiveCount;
    this.visibility = new VisibilityTimeout(props.visibilityTimeout);
    const { queue, deadLetterQueue } = createQueuePair(this, props, this.visibility);
    this.queue = queue;
    this.deadLetterQueue = deadLetterQueue;
    this.node.defaultChild = this.queue.node.defaultChild;

    this.queueArn = this.queue.queueArn;
    this.queueUrl = this.queue.queueUrl;
    this.queueName = this.queue.queueName;
    this.encryptionMasterKey = this.queue.encryptionMasterKey;
    this.fifo = this.queue.fifo;
    this.encryptionType = this.queue.encryptionType;
    this.retentionSeconds = seconds(props.retentionPeriod ?? DEFAULTS.retentionPeriod) ?? MESSAGE_RETENTION.max;
    for (const [name, value] of Object.entries(props.tags ?? {})) {
      Tags.of(this).add(name, value);
    }
    if (props.alarms !== false) {
      this.alarmTopic = props.alarms?.topic;
      this.alarms = addAlarms(this, props.alarms ?? {}, () => this.visibility.current());
    }
  }

  /** The visibility timeout that was given, or undefined when the consumers set it. */
  get visibilityTimeout(): Duration | undefined {
    return this.visibility.given;
  }

  /** Raises the visibility timeout to what a consumer needs. Never lowers it, and leaves a given one as it is. */
  raiseVisibilityTimeout(needed: Duration): void {
    this.visibility.raise(needed.toSeconds());
  }

  /** One queue takes one policy, so all statements go to the same. */
  override addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return this.queue.addToResourcePolicy(statement);
  }

  /** Holds for both queues. */
  override applyRemovalPolicy(policy: RemovalPolicy): void {
    this.queue.applyRemovalPolicy(policy);
    this.deadLetterQueue.applyRemovalPolicy(policy);
  }
}
