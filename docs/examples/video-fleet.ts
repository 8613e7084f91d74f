import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { WorkerFleet, WorkQueue } from '../../lib';

export class VideoStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const catalogue = new Table(this, 'Catalogue', { partitionKey: { name: 'video', type: AttributeType.STRING } });

    const fleet = new WorkerFleet(this, 'Encoders', {
      queue: new WorkQueue(this, 'Videos'),
      entry: join(__dirname, 'video-worker.ts'),
      instanceType: new InstanceType('c7g.large'),
      processingTime: Duration.seconds(30),
      acceptableLatency: Duration.minutes(5),
      concurrency: 2,
      max: 20,
      spot: { instanceTypes: ['c6g.large', 'm7g.large', 'm6g.large'].map((type) => new InstanceType(type)) },
      environment: { TABLE: catalogue.tableName },
    });
    catalogue.grantWriteData(fleet);
  }
}
