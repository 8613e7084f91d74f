import { Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IDependable } from 'constructs';
import { KeyPolicy } from './key-policy';
import { PRODUCE } from './queue-grants';

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

  constructor(
    private readonly queue: IQueue,
    private readonly keyPolicy = new KeyPolicy(queue, false),
  ) {}

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
    this.keyPolicy.add(
      new iam.PolicyStatement({
        sid,
        principals: [new iam.ServicePrincipal(sender.service)],
        actions: [...PRODUCE.key],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': sender.sourceAccount } },
      }),
      sender.service,
    );
  }
}

function oneOrMany(arns: readonly string[]): string | readonly string[] {
  return arns.length === 1 && arns[0] !== undefined ? arns[0] : arns;
}
