import { join } from 'node:path';
import { Duration, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { WorkerFleet, type WorkerFleetProps, WorkQueue } from '../../../../lib';

export const entry = join(__dirname, '..', '..', '..', 'consumer', 'ec2', 'instance-process.ts');

/** A fleet of up to 20 instances with 4 slots each, for messages of 30 seconds that may wait for 5 minutes. */
export function fleet(stack: Stack, props: Partial<WorkerFleetProps> = {}): WorkerFleet {
  return new WorkerFleet(stack, 'Fleet', {
    queue: props.queue ?? new WorkQueue(stack, 'Jobs'),
    entry,
    instanceType: new ec2.InstanceType('t4g.small'),
    processingTime: Duration.seconds(30),
    acceptableLatency: Duration.minutes(5),
    concurrency: 4,
    max: 20,
    ...props,
  });
}
