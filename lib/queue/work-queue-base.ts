import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IDependable } from 'constructs';
import { check } from '../guard/rule';
import type { IQueueSource } from '../sources/queue-source';
import { OWNER_ONLY_ACTION_RULE, REDRIVE_RULES } from './grant-rules';
import { KeyPolicy } from './key-policy';
import { CONSUME, PRODUCE, REDRIVE } from './queue-grants';
import { type FairQueueMetric, fairQueueMetric, outstanding, timeToDrain } from './queue-metrics';
import { type Sender, Senders } from './senders';
import { Shares } from './share';
import type { ShareOptions } from './share-options';

/** A work queue: one that this app makes, one that exists already, or one of another account. */
export interface IWorkQueue extends sqs.IQueue {
  /** Where SQS moves a message that was received `maxReceiveCount` times. Undefined where it is not known here. */
  readonly deadLetterQueue?: sqs.IQueue;
  readonly maxReceiveCount?: number;

  /** The visibility timeout that is known here; undefined when consumers set it, or nobody said. */
  readonly visibilityTimeout?: Duration;

  /** Lets something write into this queue, with the policy that it needs. */
  addSource(source: IQueueSource): this;

  /** Lets an AWS service send to this queue on behalf of one resource, customer key included. */
  allowSender(sender: Sender): IDependable;

  /**
   * Lets principals of other accounts send or receive, customer key included. AWS wants a statement on both sides:
   * the other side's is printed, as an output and, where every part of it is literal, as an annotation.
   *
   * @throws GuardError for actions that AWS never lets across accounts, and principals that it does not know
   */
  share(options: ShareOptions): this;

  /** To send, and nothing else. */
  grantSend(grantee: iam.IGrantable): iam.Grant;

  /** To receive, extend and delete. */
  grantConsume(grantee: iam.IGrantable): iam.Grant;

  /** To move messages from the dead-letter queue back, which receives there and sends here. */
  grantRedrive(grantee: iam.IGrantable): iam.Grant;

  /** Waiting and in flight together: what is still to do. */
  metricOutstanding(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression;

  /** Seconds until what is outstanding now is done at the present pace of deletion, also while the queue grows. */
  metricTimeToDrain(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression;

  /** How a standard queue with message groups treats its tenants. Empty without `MessageGroupId`s. */
  metricFairQueue(name: FairQueueMetric, options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

const ANY_WORK_QUEUE = Symbol.for('cdk-spillway.IWorkQueue');

/** Whether something is an `IWorkQueue` of this package, also of another copy of it. */
export function isAnyWorkQueue(construct: unknown): construct is IWorkQueue {
  return typeof construct === 'object' && construct !== null && ANY_WORK_QUEUE in construct;
}

/** What every work queue can do, whoever made it. */
export abstract class WorkQueueBase extends sqs.QueueBase implements IWorkQueue {
  abstract readonly deadLetterQueue?: sqs.IQueue;
  abstract readonly maxReceiveCount?: number;
  abstract readonly visibilityTimeout?: Duration;
  /** Of a queue whose own is not known, the longest that there is. */
  protected readonly retentionSeconds?: number;
  /** Whether somebody has said that others write the queue's policies. */
  protected readonly policyManagedExternally: boolean = false;
  private ownKeyPolicy: KeyPolicy | undefined;
  private ownSenders: Senders | undefined;
  private ownShares: Shares | undefined;

  constructor(...args: ConstructorParameters<typeof sqs.QueueBase>) {
    super(...args);
    Object.defineProperty(this, ANY_WORK_QUEUE, { value: true });
  }

  addSource(source: IQueueSource): this {
    source.bind(this);
    return this;
  }

  /**
   * For a source of your own; the sources that come with the package call it themselves.
   *
   * @returns what the sending resource must depend on: some services check the policy when they are configured
   */
  allowSender(sender: Sender): IDependable {
    this.ownSenders ??= new Senders(this, this.keyPolicy);
    return this.ownSenders.allow(sender);
  }

  share(options: ShareOptions): this {
    this.ownShares ??= new Shares(this, this.keyPolicy);
    this.ownShares.add(options);
    return this;
  }

  grantSend(grantee: iam.IGrantable): iam.Grant {
    return this.grantKey(grantee, PRODUCE.key).combine(this.grant(grantee, ...PRODUCE.queue));
  }

  grantConsume(grantee: iam.IGrantable): iam.Grant {
    return this.grantKey(grantee, CONSUME.key).combine(this.grant(grantee, ...CONSUME.queue));
  }

  /** @throws GuardError for a principal of another account, which AWS never lets redrive, or without a dead-letter queue */
  grantRedrive(grantee: iam.IGrantable): iam.Grant {
    const { deadLetterQueue } = this;
    check(this, { queue: this, grantee, deadLetterQueue }, REDRIVE_RULES);
    const here = this.grantKey(grantee, REDRIVE.key).combine(this.grant(grantee, ...REDRIVE.queue));
    return deadLetterQueue === undefined
      ? here
      : here.combine(deadLetterQueue.grant(grantee, ...REDRIVE.deadLetterQueue));
  }

  /** @throws GuardError for an action that AWS never lets across accounts, asked for a principal of another account */
  override grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    check(this, { queue: this, grantee, actions }, [OWNER_ONLY_ACTION_RULE]);
    return super.grant(grantee, ...actions);
  }

  metricOutstanding(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return outstanding(this, options);
  }

  metricTimeToDrain(options?: cloudwatch.MetricOptions): cloudwatch.MathExpression {
    return timeToDrain(this, this.retentionSeconds, options);
  }

  metricFairQueue(name: FairQueueMetric, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return fairQueueMetric(this, name, options);
  }

  protected get keyPolicy(): KeyPolicy {
    this.ownKeyPolicy ??= new KeyPolicy(this, this.policyManagedExternally);
    return this.ownKeyPolicy;
  }

  /** The permissions on the customer key; none are needed without one. */
  protected grantKey(grantee: iam.IGrantable, actions: readonly string[]): iam.Grant {
    return this.encryptionMasterKey?.grant(grantee, ...actions) ?? iam.Grant.drop(grantee, 'no customer key');
  }
}
