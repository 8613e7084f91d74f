import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export class LabStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { topicArn } = new Topic(this, 'Orders', { topicName: 'orders' });
    for (const queueName of ['billing', 'shipping', 'analytics']) {
      const queue = new Queue(this, queueName, { queueName });
      queue.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('sns.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          conditions: { ArnEquals: { 'aws:SourceArn': topicArn } },
        }),
      );
      new CfnSubscription(this, `${queueName}Subscription`, {
        topicArn,
        protocol: 'sqs',
        endpoint: queue.queueArn,
        // Refunds have negative totals, so the body tells them apart as well as the attribute does.
        ...(queueName === 'shipping'
          ? { filterPolicyScope: 'MessageBody', filterPolicy: { total: [{ numeric: ['>', 0] }] } }
          : {}),
      });
    }
  }
}
