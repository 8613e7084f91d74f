import { Stack, type StackProps } from 'aws-cdk-lib';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { WorkQueue } from '../../lib';

/** Deployed to 111122223333, which owns the queue. */
export class OwnerStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new WorkQueue(this, 'Orders', { queueName: 'orders' }).share({
      producers: [new ArnPrincipal('arn:aws:iam::444455556666:role/shop')],
    });
  }
}
