import { S3Client } from '@aws-sdk/client-s3';
import { runWorker } from '../../consumer';
import { ec2Instance } from '../../consumer/ec2';
import { bucketOf, PREVIEW_BUCKET, VIDEO_BUCKET } from './environment';
import { job } from './job';
import { transcoder } from './transcoder';
import { S3VideoStore } from './video-store';

const store = new S3VideoStore(new S3Client({}), {
  videos: bucketOf(VIDEO_BUCKET, process.env),
  previews: bucketOf(PREVIEW_BUCKET, process.env),
});

/** The video app's worker: a preview for each job. How many at a time, and from which queue, the fleet says. */
runWorker({ schema: job, instance: ec2Instance(), process: transcoder(store) });
