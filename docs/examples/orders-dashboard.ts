import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { QueueDashboard, WorkQueue } from '../../lib';

export class OrdersDashboardStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const orders = new WorkQueue(this, 'Orders');
    const returns = new WorkQueue(this, 'Returns');

    new QueueDashboard(this, 'Dashboard', { queues: [returns] }).addQueue(orders, {
      title: 'Orders of the web shop',
      consumer: { namespace: 'Shop', dimensions: { service: 'orders' } },
    });
  }
}
