import { Annotations, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IDependable } from 'constructs';
import { ruleId } from '../guard/rule';
import { PRODUCE } from './queue-grants';
import { StatementsToAdd } from './statements-to-add';

/** A resource on whose behalf an AWS service sends. */
export interface Sender {
  /** Begins the statement's `Sid`: `AllowS3Events`. Letters and digits only. */
  readonly sid: string;
  /** For example `s3.amazonaws.com`. */
  readonly service: string;
  /** As exact as it can be without a cycle between the queue's policy and the sending resource. */
  readonly sourceArn: string;
  /** The account that owns the sending resource: without it somebody else's bucket of the same name could send. */
  readonly sourceAccount: string;
}

/**
 * Who may send to a queue. All resources of one service and account share one statement, because a queue's policy
 * holds 20 statements and 8,192 bytes at most ("Amazon SQS policy quotas").
 */
export class Senders {
  private readonly sourceArns = new Map<string, Set<string>>();
  private policy: IDependable | undefined;
  private readonly keyStatements: StatementsToAdd;

  constructor(private readonly queue: IQueue) {
    this.keyStatements = new StatementsToAdd(
      queue,
      'KeyPolicyToAdd',
      `Add this to the policy of the key that encrypts ${queue.node.path}`,
    );
  }

  allow(sender: Sender): IDependable {
    const key = `${sender.service} ${sender.sourceAccount}`;
    const known = this.sourceArns.get(key);
    if (known !== undefined && this.policy !== undefined) {
      known.add(sender.sourceArn);
      return this.policy;
    }
    const arns = new Set([sender.sourceArn]);
    this.sourceArns.set(key, arns);
    const sid = this.sourceArns.size === 1 ? sender.sid : `${sender.sid}${this.sourceArns.size}`;
    this.allowKey(sid, sender);
    const added = this.queue.addToResourcePolicy(
      new iam.PolicyStatement({
        sid,
        principals: [new iam.ServicePrincipal(sender.service)],
        actions: [...PRODUCE.queue],
        resources: [this.queue.queueArn],
        conditions: {
          ArnLike: { 'aws:SourceArn': Lazy.uncachedAny({ produce: () => oneOrMany([...arns]) }) },
          StringEquals: { 'aws:SourceAccount': sender.sourceAccount },
        },
      }),
    );
    this.policy = added.policyDependable ?? this.queue;
    return this.policy;
  }

  /**
   * The service encrypts what it sends. The account stands in the condition and not the resource's ARN:
   * a key that the sending bucket uses as well would otherwise refer to the bucket, and the bucket to the key.
   */
  private allowKey(sid: string, sender: Sender): void {
    const key = this.queue.encryptionMasterKey;
    if (key === undefined) {
      return;
    }
    const statement = new iam.PolicyStatement({
      sid,
      principals: [new iam.ServicePrincipal(sender.service)],
      actions: [...PRODUCE.key],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': sender.sourceAccount } },
    });
    if (!key.addToResourcePolicy(statement).statementAdded) {
      this.keyStatements.add(statement);
      Annotations.of(this.queue).addWarningV2(
        ruleId('KeyPolicy'),
        `'encryptionKey' is not made in this app, so its policy stays as it is, and ${sender.service} cannot encrypt ` +
          `what it sends. Add this statement to the key's policy: ` +
          JSON.stringify(Stack.of(this.queue).resolve(statement.toStatementJson())),
      );
    }
  }
}

function oneOrMany(arns: readonly string[]): string | readonly string[] {
  return arns.length === 1 && arns[0] !== undefined ? arns[0] : arns;
}
