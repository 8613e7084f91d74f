import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new Queue(this, 'Orders', { queueName: 'orders' });
    orders.addToResourcePolicy(
      new PolicyStatement({
        // The shop has account 444455556666.
        principals: [new AccountPrincipal('444455556666')],
        actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
        resources: [orders.queueArn],
      }),
    );
  }
}
