import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { S3Client } from '@aws-sdk/client-s3';
import { drawClip } from '../../../../bin/commands/start/video/clip';
import { type Clip, uploadClips } from '../../../../bin/commands/start/video/clips';
import { postJobs } from '../../../../bin/commands/start/video/post-jobs';
import { judge } from '../../../../bin/commands/start/video/verdict';
import { type VideoOutputs, videoOutputs } from '../../../../bin/commands/start/video/video-outputs';
import { videoApp } from '../../../../bin/stacks/video-app';
import { type CloudEvent, LocalCloud } from '../../../../local';
import { preview } from '../../../../worker/video/preview';

jest.setTimeout(400_000);

let outdir: string;
let cloud: LocalCloud;
let app: VideoOutputs;

beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'spillway-'));
  videoApp(outdir).synth();
  // Real workers need real time.
  cloud = await LocalCloud.start({ clock: 'real', port: 0 });
  app = videoOutputs(await cloud.deploy(outdir));
});
afterAll(async () => {
  await cloud.stop();
  rmSync(outdir, { recursive: true });
});

/** Resolves with the event that is the last of `times` such ones. */
function happens(matches: (event: CloudEvent) => boolean, times = 1): Promise<CloudEvent> {
  return new Promise((resolve) => {
    let left = times;
    const end = cloud.events.subscribe((event) => {
      if (!matches(event)) return;
      left -= 1;
      if (left > 0) return;
      end();
      resolve(event);
    });
  });
}

const setDesired = (DesiredCapacity: number) =>
  cloud
    .client(AutoScalingClient)
    .send(new SetDesiredCapacityCommand({ AutoScalingGroupName: app.groupName, DesiredCapacity }));
const instanceIs = (state: string) => (event: CloudEvent) =>
  event.type === 'autoscaling.instance-changed' && event['state'] === state;

async function clip(key: string, seed: number): Promise<Clip> {
  const bytes = drawClip({ width: 320, height: 180, framesPerSecond: 25, frames: 4, seed });
  const { gif } = await preview(bytes, 240, new AbortController().signal);
  return { key, bytes, expected: createHash('md5').update(gif).digest('hex') };
}

test('jobs that are posted over HTTP become previews in a worker process, and the instance drains when it is to go', async () => {
  const s3 = cloud.client(S3Client);
  const clips = [await clip('one.y4m', 1), await clip('two.y4m', 2), await clip('three.y4m', 3)];
  const broken: Clip = { key: 'broken.y4m', bytes: Buffer.from('no video'), expected: undefined };
  await uploadClips(s3, app.videos, [...clips, broken]);
  const made = happens(({ type, bucket }) => type === 's3.object-created' && bucket === app.previews, clips.length);
  const deadLettered = happens(({ type, queue }) => type === 'sqs.sent' && String(queue).includes('DeadLetter'));
  const credentials = { accessKeyId: cloud.account, secretAccessKey: 'local' };
  const frontEnd = { url: app.jobsUrl, region: cloud.region, credentials };
  const { jobs } = await postJobs(frontEnd, [...clips, broken], new AbortController().signal);

  const inService = happens(instanceIs('InService'));
  await setDesired(1);
  await inService;
  await made;
  await deadLettered;
  const { seconds, missing, stray } = await judge(s3, app.previews, jobs);
  expect({ made: seconds.length, missing, stray }).toEqual({ made: 3, missing: [], stray: [] });

  const drained = happens(
    ({ type, hook }) => type === 'autoscaling.lifecycle-action-ended' && hook === 'worker-drained',
  );
  const gone = happens(instanceIs('Terminated'));
  await setDesired(0);
  expect(await drained).toMatchObject({ how: 'CONTINUE' });
  await gone;
});
