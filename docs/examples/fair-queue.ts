import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { WorkQueue } from '../../lib';

export class TenantsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new WorkQueue(this, 'Reports', {
      alarms: { quietGroupsAge: Duration.minutes(5), topic: new Topic(this, 'OnCall') },
    });
  }
}
