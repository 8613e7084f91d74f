import { type Duration, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { check } from '../guard/rule';
import type { WorkQueueAttributes } from './existing-work-queue-props';
import { EXISTING_POLICY_RULE, EXISTING_WORK_QUEUE_RULES, isQueueArn } from './existing-work-queue-rules';
import { isOfUnknownAccount } from './grant-rules';
import { StatementsToAdd } from './statements-to-add';
import { WorkQueueBase } from './work-queue-base';

/** A queue that this app does not make. Its attributes and its policy stay as they are. */
export class ExistingWorkQueue extends WorkQueueBase {
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly queueName: string;
  readonly encryptionMasterKey?: kms.IKey;
  readonly fifo: boolean;
  readonly encryptionType?: sqs.QueueEncryption;
  readonly deadLetterQueue?: sqs.IQueue;
  readonly maxReceiveCount?: number;
  readonly visibilityTimeout?: Duration;

  protected readonly autoCreatePolicy = false;
  protected override readonly policyManagedExternally: boolean;
  private readonly policyToAdd: StatementsToAdd;

  /** @param keyOf for a key that is below this construct */
  constructor(
    scope: Construct,
    id: string,
    attributes: WorkQueueAttributes,
    keyOf: (self: Construct) => kms.IKey | undefined = () => attributes.encryptionKey,
  ) {
    // CDK's own complaint about an ARN that is none would hide the others.
    super(scope, id, isQueueArn(attributes.queueArn) ? { environmentFromArn: attributes.queueArn } : {});
    check(this, attributes, EXISTING_WORK_QUEUE_RULES);

    const { queueArn, fifo, deadLetterQueueArn } = attributes;
    const encryptionKey = keyOf(this);
    const queue = sqs.Queue.fromQueueAttributes(this, 'Queue', { queueArn, fifo });
    this.queueArn = queue.queueArn;
    this.queueUrl = queue.queueUrl;
    this.queueName = queue.queueName;
    this.fifo = queue.fifo;
    this.encryptionMasterKey = encryptionKey;
    this.encryptionType = encryptionKey === undefined ? sqs.QueueEncryption.SQS_MANAGED : sqs.QueueEncryption.KMS;
    this.deadLetterQueue =
      deadLetterQueueArn === undefined
        ? undefined
        : sqs.Queue.fromQueueAttributes(this, 'DeadLetterQueue', { queueArn: deadLetterQueueArn, fifo });
    this.maxReceiveCount = attributes.maxReceiveCount;
    this.visibilityTimeout = attributes.visibilityTimeout;
    this.policyManagedExternally = attributes.policyManagedExternally ?? false;
    this.policyToAdd = new StatementsToAdd(
      this,
      'QueuePolicyToAdd',
      `Add this to the policy of the queue ${this.node.path}, which is not made here`,
    );
  }

  /**
   * Prints the statement: it cannot be written.
   *
   * @throws GuardError without `policyManagedExternally`
   */
  override addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const { policyManagedExternally } = this;
    if (!policyManagedExternally && this.isForOwnAccount(statement)) {
      return { statementAdded: false };
    }
    const json = JSON.stringify(Stack.of(this).resolve(statement.toStatementJson()));
    check(this, { policyManagedExternally, statement: json }, [EXISTING_POLICY_RULE]);
    this.policyToAdd.add(statement);
    return { statementAdded: true, policyDependable: this };
  }

  /**
   * In a stack whose account is not known, CDK adds a statement to the queue as well as to the role, in case that the
   * queue is another account's. Everything here belongs to one account unless somebody says otherwise.
   */
  private isForOwnAccount({ principals }: iam.PolicyStatement): boolean {
    return principals.every(isOfUnknownAccount);
  }
}
