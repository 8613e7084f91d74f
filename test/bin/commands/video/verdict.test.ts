import { createHash } from 'node:crypto';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { PostedJob } from '../../../../bin/commands/start/video/post-jobs';
import { judge, percentile } from '../../../../bin/commands/start/video/verdict';
import { LocalCloud } from '../../../../local';

let cloud: LocalCloud;
let s3: S3Client;
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  s3 = cloud.client(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket: 'previews' }));
});
afterEach(() => cloud.stop());

const job = (id: string, content: string | undefined, at = cloud.now()): PostedJob => {
  const expected = content === undefined ? undefined : createHash('md5').update(content).digest('hex');
  return { id, at, clip: { key: 'clip', bytes: Buffer.alloc(0), expected } };
};
const store = (id: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket: 'previews', Key: `${id}.gif`, Body }));

test('each job must have its preview, with the right bytes; a broken video has none', async () => {
  const jobs = [job('right', 'gif'), job('wrong', 'gif'), job('missing', 'gif'), job('broken', undefined)];
  await cloud.advance(30_000);
  await store('right', 'gif');
  await store('wrong', 'half a gif');
  await store('stranger', 'gif');
  const { seconds, missing, stray } = await judge(s3, 'previews', jobs);
  expect(seconds).toEqual([30]);
  expect(missing.map(({ id }) => id)).toEqual(['wrong', 'missing']);
  expect(stray).toEqual(['stranger.gif']);
});

test('more previews than one page of the bucket are all found', async () => {
  const jobs = Array.from({ length: 1_005 }, (_, index) => job(`job-${index}`, 'gif'));
  for (const { id } of jobs) await store(id, 'gif');
  const { seconds, missing } = await judge(s3, 'previews', jobs);
  expect([seconds.length, missing.length]).toEqual([1_005, 0]);
});

test('percentiles are values that occurred', () => {
  const sorted = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([0, 50, 95, 100].map((percent) => percentile(sorted, percent))).toEqual([1, 51, 96, 100]);
  expect(percentile([], 50)).toBe(0);
});
