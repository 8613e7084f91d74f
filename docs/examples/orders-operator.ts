import { Stack, type StackProps } from 'aws-cdk-lib';
import { AccountRootPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { RedriveOperator, WorkQueue } from '../../lib';

export class OrdersOperatorStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const orders = new WorkQueue(this, 'Orders');

    new RedriveOperator(this, 'Operator', {
      queues: [orders],
      assumedBy: new AccountRootPrincipal(),
    });
  }
}
