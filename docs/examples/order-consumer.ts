import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { LambdaConsumer, WorkQueue } from '../../lib';

export class OrderConsumerStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const table = new Table(this, 'Table', { partitionKey: { name: 'orderId', type: AttributeType.STRING } });

    const consumer = new LambdaConsumer(this, 'Consumer', {
      queue: new WorkQueue(this, 'Orders'),
      entry: join(__dirname, 'order-handler.ts'),
      timeout: Duration.minutes(1),
      maxConcurrency: 20,
      environment: { TABLE: table.tableName },
    });
    table.grantWriteData(consumer);
  }
}
