import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { drawClip } from '../../../bin/commands/start/video/clip';
import { LocalCloud } from '../../../local';
import { transcoder } from '../../../worker/video/transcoder';
import { S3VideoStore } from '../../../worker/video/video-store';
import { readGif } from './read-gif';

let cloud: LocalCloud;
let s3: S3Client;
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  s3 = cloud.client(S3Client);
  for (const Bucket of ['videos', 'previews']) await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => cloud.stop());

const handle = (video: string, jobId?: string) =>
  transcoder(new S3VideoStore(s3, { videos: 'videos', previews: 'previews' }))(
    { video, width: 24 },
    {
      id: 'message-1',
      attributes: jobId === undefined ? {} : { JobId: { dataType: 'String', stringValue: jobId } },
      signal: new AbortController().signal,
    },
  );

test('the preview of a job lies under its id, however often the job is tried', async () => {
  const Body = drawClip({ width: 48, height: 27, framesPerSecond: 25, frames: 4, seed: 1 });
  await s3.send(new PutObjectCommand({ Bucket: 'videos', Key: 'a clip.y4m', Body }));
  await handle('a clip.y4m', 'job-1=');
  await handle('a clip.y4m', 'job-1=');
  const preview = { Bucket: 'previews', Key: 'job-1=.gif' };
  expect(await s3.send(new HeadObjectCommand(preview))).toMatchObject({
    ContentType: 'image/gif',
    Metadata: { size: '24x14', frames: '2' },
  });
  const stored = await s3.send(new GetObjectCommand(preview));
  const bytes = (await stored.Body?.transformToByteArray()) ?? new Uint8Array();
  expect(readGif(Buffer.from(bytes)).frames).toHaveLength(2);
});

test("a job that came past the front end goes by its message's id", async () => {
  const Body = drawClip({ width: 48, height: 27, framesPerSecond: 25, frames: 1, seed: 1 });
  await s3.send(new PutObjectCommand({ Bucket: 'videos', Key: 'clip', Body }));
  await handle('clip');
  await s3.send(new HeadObjectCommand({ Bucket: 'previews', Key: 'message-1.gif' }));
});

test('a video that is not there is a permanent failure', async () => {
  await expect(handle('nothing')).rejects.toMatchObject({ code: 'NoSuchVideo', permanent: true });
});
