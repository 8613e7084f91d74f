import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { WorkerFleet, WorkQueue } from '../../lib';
import { type FleetTemplate, readFleet } from '../../local/simulator/template/read-fleet';

/** What all fleets of the study are told. Times in seconds. */
export interface StudyLoad {
  readonly processingTime: number;
  readonly acceptableLatency: number;
  readonly concurrency: number;
  readonly max: number;
}

/** The construct as a user writes it, synthesized: what is simulated is what would be deployed. */
export function studyFleet({ processingTime, acceptableLatency, concurrency, max }: StudyLoad): FleetTemplate {
  const stack = new Stack(new App(), 'Study');
  new WorkerFleet(stack, 'Fleet', {
    queue: new WorkQueue(stack, 'Jobs'),
    entry: join(__dirname, '..', '..', 'docs', 'examples', 'order-fleet-worker.ts'),
    instanceType: new InstanceType('t4g.small'),
    processingTime: Duration.millis(Math.round(processingTime * 1000)),
    acceptableLatency: Duration.seconds(acceptableLatency),
    concurrency,
    max,
  });
  return readFleet(Template.fromStack(stack).toJSON());
}
