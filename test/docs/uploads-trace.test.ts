import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { traceOf } from '../../docs/examples/uploads-trace';
import { LocalCloud } from '../../local';
import { readTrace } from '../../local/simulator/workload/trace';

test('the trace that the example makes of a bucket is one that can be simulated', async () => {
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const s3 = cloud.client(S3Client);
    await s3.send(new CreateBucketCommand({ Bucket: 'videos' }));
    for (const [Key, megabytes] of [
      ['a', 1],
      ['b', 0.5],
    ] as const) {
      await s3.send(new PutObjectCommand({ Bucket: 'videos', Key, Body: Buffer.alloc(megabytes * 1e6) }));
      await cloud.advance(90_000);
    }
    const { jobs, duration } = readTrace('videos.csv', await traceOf(s3, 'videos'));
    expect(jobs.map(({ work }) => work)).toEqual([0.4, 0.2]);
    expect(Math.abs(duration - 90_000)).toBeLessThan(1000);
  } finally {
    await cloud.stop();
  }
});
