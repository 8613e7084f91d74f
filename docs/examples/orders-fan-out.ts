import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FanOut } from '../../lib';

export class OrderEventsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const events = new FanOut(this, 'OrderEvents', {
      queues: {
        Billing: { filterPolicy: { type: ['placed', 'cancelled'] } },
        Shipping: {
          filterPolicy: { order: { state: ['paid'], express: [true] } },
          filterPolicyScope: 'MessageBody',
          queue: { visibilityTimeout: Duration.minutes(5) },
        },
        Archive: { rawMessageDelivery: true },
      },
    });

    new CfnOutput(this, 'TopicArn', { value: events.topic.topicArn });
    for (const [name, queue] of Object.entries(events.queues)) {
      new CfnOutput(this, `${name}QueueUrl`, { value: queue.queueUrl });
    }
  }
}
