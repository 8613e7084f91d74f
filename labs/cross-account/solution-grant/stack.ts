import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new Queue(this, 'Orders', { queueName: 'orders' });
    // Writes the statement into the policy of the queue, because the other account is not this stack's to change.
    orders.grantSendMessages(new AccountPrincipal('444455556666'));
  }
}
