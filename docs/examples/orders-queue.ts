import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { WorkQueue } from '../../lib';

export class OrdersQueueStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const orders = new WorkQueue(this, 'Orders', {
      queueName: 'orders',
      retentionPeriod: Duration.days(7),
      alarms: { oldestMessageAge: Duration.minutes(30) },
    });

    const onCall = new SnsAction(new Topic(this, 'OnCall'));
    orders.alarms?.oldestMessage.addAlarmAction(onCall);
    orders.alarms?.deadLetters.addAlarmAction(onCall);
  }
}
