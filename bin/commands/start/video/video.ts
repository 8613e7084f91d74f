import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalCloud } from '../../../../local';
import { showDeployment } from '../../../console/deployment';
import { showEndpoint } from '../../../console/endpoint-help';
import { byteSize, count, dim, heading, print } from '../../../console/output';
import { Interrupted, Interruption } from '../../../interruption';
import { withLocalCloud } from '../../../local-session';
import { waitingIn } from '../queue-depth';
import { synthesize } from '../reference-app';
import { type Clip, clipOf, drawClips, uploadClips } from './clips';
import { clockTime, narrate, stateLine } from './narrate';
import type { VideoOptions } from './options';
import { type FrontEnd, type PostedJob, postJobs } from './post-jobs';
import { showVideoReport } from './report';
import { connectVideo, instancesOf, readState, type VideoClients, type VideoState } from './state';
import { judge } from './verdict';
import { type VideoOutputs, videoOutputs } from './video-outputs';

const USUAL_JOBS = 10;
const LOOK_EVERY_MS = 10_000;
/** While nothing changes there is a line this often, so that it is seen to be alive. */
const SAY_EVERY_MS = 60_000;

interface Run {
  readonly cloud: LocalCloud;
  readonly options: VideoOptions;
  readonly interruption: Interruption;
  readonly app: VideoOutputs;
  readonly clients: VideoClients;
  readonly clips: readonly Clip[];
  readonly began: number;
}

/** Takes a spike of jobs through the two-tier video app on the local cloud. Returns the exit code. */
export function runVideo(options: VideoOptions): Promise<number> {
  const interruption = new Interruption();
  return withLocalCloud({ clock: 'real', port: options.port }, async (cloud) => {
    const app = await deploy(cloud, interruption);
    const clients = connectVideo(cloud);
    const clips = await interruption.race(prepare(clients, app, interruption.signal));
    const run = { cloud, options, interruption, app, clients, clips, began: cloud.now() };
    try {
      return await interruption.race(spike(run));
    } catch (error) {
      // Without --once this is how it is meant to end.
      if (error instanceof Interrupted && !options.once) return 0;
      throw error;
    }
  });
}

async function deploy(cloud: LocalCloud, interruption: Interruption): Promise<VideoOutputs> {
  heading('Synthesizing the video app');
  const assembly = join(cloud.kernel.directory, 'assembly');
  await synthesize('video.ts', assembly, interruption.signal);
  heading('Deploying it into the local cloud');
  const done = showDeployment(cloud);
  try {
    return videoOutputs(await interruption.race(cloud.deploy(assembly)));
  } finally {
    done();
  }
}

async function prepare({ s3 }: VideoClients, { videos }: VideoOutputs, signal: AbortSignal): Promise<readonly Clip[]> {
  const clips = await drawClips(signal);
  const bytes = clips.reduce((sum, clip) => sum + clip.bytes.length, 0);
  heading(`Uploading ${count(clips.length, 'video')}, ${byteSize(bytes)}`);
  for (const { key, expected } of clips) print(`  ${key}${expected === undefined ? ', which is broken' : ''}`);
  await uploadClips(s3, videos, clips);
  return clips;
}

async function spike(run: Run): Promise<number> {
  const { cloud, options, app, clients, interruption } = run;
  if (!options.once) showEndpoint(cloud, examples(run));
  const narration = narrate(cloud, queueArnOf(app.queueUrl, cloud.region));
  try {
    heading(
      `${count(USUAL_JOBS, 'job')}, as usual. There is no instance yet: a metric a minute, and an alarm on it, start one`,
    );
    const usual = await post(run, 0, USUAL_JOBS);
    await until(run, (state) => isDone(state, usual.length));
    heading(`The spike: ${count(options.jobs, 'job')}`);
    const jobs = [...usual, ...(await post(run, USUAL_JOBS, options.jobs))];
    await until(run, (state) => isDone(state, jobs.length));
    const verdict = await judge(clients.s3, app.previews, jobs);
    const { deadLetters } = await readState(clients, app);
    const broken = jobs.filter(({ clip }) => clip.expected === undefined).length;
    heading(
      'All jobs are done. After some minutes with too many instances the fleet shrinks; each drains before it goes',
    );
    if (!options.once) print('  Ctrl-C ends it.');
    await until(run, ({ fleet }) => instancesOf(fleet) === 0);
    showVideoReport({ jobs: jobs.length, broken, deadLetters, verdict, narration });
    if (!options.once) await interruption.race(new Promise<never>(() => {}));
    return verdict.missing.length === 0 && verdict.stray.length === 0 && deadLetters === broken ? 0 : 1;
  } finally {
    narration.end();
  }
}

async function post(run: Run, first: number, amount: number): Promise<readonly PostedJob[]> {
  const { cloud, app, clips, interruption } = run;
  const frontEnd: FrontEnd = {
    url: app.jobsUrl,
    region: cloud.region,
    credentials: { accessKeyId: cloud.account, secretAccessKey: 'local' },
  };
  const wanted = Array.from({ length: amount }, (_, index) => clipOf(first + index, clips));
  const { jobs, throttled } = await postJobs(frontEnd, wanted, interruption.signal);
  print(
    `  ${count(jobs.length, 'job')} posted${throttled === 0 ? '' : `, after ${throttled} times 429: too many requests at once`}`,
  );
  return jobs;
}

const isDone = ({ queue, previews, deadLetters }: VideoState, jobs: number): boolean =>
  waitingIn(queue) === 0 && previews + deadLetters >= jobs;

/** Looks again and again, and shows what it sees. */
async function until(
  { cloud, clients, app, interruption, began }: Run,
  done: (state: VideoState) => boolean,
): Promise<void> {
  let said = { line: '', at: 0 };
  for (;;) {
    const state = await readState(clients, app);
    const [line, now] = [stateLine(state), cloud.now()];
    if (line !== said.line || now >= said.at + SAY_EVERY_MS) {
      print(`  ${dim(clockTime(now - began))}  ${line}`);
      said = { line, at: now };
    }
    if (done(state)) return;
    await sleep(LOOK_EVERY_MS, undefined, { signal: interruption.signal });
  }
}

function queueArnOf(url: string, region: string): string {
  const [account = '', name = ''] = new URL(url).pathname.split('/').slice(1);
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

function examples({ app, cloud }: Run): readonly string[] {
  return [
    `curl -i -d '{"video":"balls 1.y4m"}' --user ${cloud.account}:local --aws-sigv4 aws:amz:${cloud.region}:execute-api ${app.jobsUrl} #`,
    `aws s3 ls s3://${app.previews}/`,
    `aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names ${app.groupName}`,
    `aws logs tail ${app.logGroup}`,
  ];
}
