import type { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { check } from '../guard/rule';
import { ExistingWorkQueue } from './existing-work-queue';
import { throughSqs } from './share';
import { KEY_ARN_RULE } from './shared-queue-rules';

export interface SharedQueueProps {
  /**
   * The ARN of the customer key that encrypts the queue. Its ARN, not an alias: an alias is looked up in the caller's
   * own account.
   *
   * @default - none: the queue uses SSE-SQS
   */
  readonly encryptionKeyArn?: string;

  /**
   * The visibility timeout that the queue has, which consumers here cannot change. 0 seconds to 12 hours.
   *
   * @default - not known here: consumers warn
   */
  readonly visibilityTimeout?: Duration;
}

/**
 * A queue of another account, which shares it with `queue.share(...)`. What is granted here gets its own half of the
 * permission; the half that the queue's owner must have is printed as an output, and as an annotation where every
 * part of it is literal. Name the roles that use it: the owner's policy names them.
 */
export class SharedQueue extends ExistingWorkQueue {
  /** @throws GuardError when the ARNs are not those of a queue and a key */
  static fromArn(scope: Construct, id: string, queueArn: string, props: SharedQueueProps = {}): SharedQueue {
    return new SharedQueue(scope, id, queueArn, props);
  }

  private constructor(scope: Construct, id: string, queueArn: string, props: SharedQueueProps) {
    const { encryptionKeyArn, visibilityTimeout } = props;
    super(scope, id, { queueArn, visibilityTimeout, policyManagedExternally: true }, (self) => {
      check(self, { encryptionKeyArn, queueArn }, [KEY_ARN_RULE]);
      return encryptionKeyArn === undefined ? undefined : kms.Key.fromKeyArn(self, 'Key', encryptionKeyArn);
    });
  }

  /** Both halves: CDK writes only this account's, and without the key's ARN. */
  protected override grantKey(grantee: iam.IGrantable, actions: readonly string[]): iam.Grant {
    const key = this.encryptionMasterKey;
    if (key === undefined) {
      return super.grantKey(grantee, actions);
    }
    const conditions = throughSqs(this);
    this.keyPolicy.add(
      new iam.PolicyStatement({
        principals: [grantee.grantPrincipal],
        actions: [...actions],
        resources: ['*'],
        conditions,
      }),
      grantee.grantPrincipal.toString(),
    );
    return iam.Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [key.keyArn], conditions });
  }
}
