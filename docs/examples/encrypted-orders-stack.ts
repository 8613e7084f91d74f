import { join } from 'node:path';
import { Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { LambdaConsumer, WorkQueue } from '../../lib';

export class EncryptedOrdersStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const key = new Key(this, 'OrderKey', { enableKeyRotation: true });
    const queue = new WorkQueue(this, 'Orders');
    const consumer = new LambdaConsumer(this, 'Consumer', {
      queue,
      entry: join(__dirname, 'encrypted-orders.ts'),
      environment: { ORDER_KEY_ARN: key.keyArn },
    });
    consumer.fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:EncryptionContext:queueArn': queue.queueArn } },
      }),
    );
  }
}
