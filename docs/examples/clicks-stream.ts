import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { StreamConsumer } from '../../lib';

export class ClicksStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new StreamConsumer(this, 'Clicks', {
      entry: join(__dirname, 'clicks-handler.ts'),
      maxRecordAge: Duration.hours(6),
      parallelizationFactor: 2,
    });
  }
}
