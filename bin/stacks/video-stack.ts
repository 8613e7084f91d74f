import { join } from 'node:path';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { JobEndpoint, WorkerFleet, WorkQueue } from '../../lib';
import { PREVIEW_BUCKET, VIDEO_BUCKET } from '../../worker/video/environment';
import { privateBucket } from './private-bucket';

const WORKER = join(__dirname, '../../worker/video/main.ts');

/**
 * A front-end tier that takes jobs, and a back-end tier that does them. The queue between them lets each have its own
 * size: a thousand videos where ten are usual wait for a while, and the fleet grows with what waits.
 */
export class VideoStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const videos = privateBucket(this, 'Videos', 'videos');
    const previews = privateBucket(this, 'Previews', 'previews');

    const queue = new WorkQueue(this, 'Queue');
    const frontEnd = new JobEndpoint(this, 'FrontEnd', { queue });

    const fleet = new WorkerFleet(this, 'Fleet', {
      queue,
      entry: WORKER,
      // A preview of two seconds of video keeps one processor busy for about that long.
      processingTime: Duration.seconds(1),
      acceptableLatency: Duration.minutes(2),
      concurrency: 1,
      min: 0,
      max: 6,
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL),
      environment: { [VIDEO_BUCKET]: videos.bucketName, [PREVIEW_BUCKET]: previews.bucketName },
    });
    allow(fleet, ['s3:GetObject'], videos.arnForObjects('*'));
    allow(fleet, ['s3:PutObject'], previews.arnForObjects('*'));
    // Without it S3 answers 403 for a video that is not there, and the worker could not tell it from a missing permission.
    allow(fleet, ['s3:ListBucket'], videos.bucketArn);

    this.output('JobsUrl', frontEnd.url);
    this.output('VideosBucketName', videos.bucketName);
    this.output('PreviewsBucketName', previews.bucketName);
    this.output('QueueUrl', queue.queueUrl);
    this.output('DeadLetterQueueUrl', queue.deadLetterQueue.queueUrl);
    this.output('GroupName', fleet.group.autoScalingGroupName);
    this.output('LogGroupName', fleet.logGroup.logGroupName);
  }

  private output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}

function allow(fleet: WorkerFleet, actions: string[], ...resources: string[]): void {
  fleet.addToRolePolicy(new iam.PolicyStatement({ actions, resources }));
}
