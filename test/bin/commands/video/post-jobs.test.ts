import { clipOf } from '../../../../bin/commands/start/video/clips';
import { type FrontEnd, postJobs } from '../../../../bin/commands/start/video/post-jobs';
import { JobCloud } from '../../../local/apigateway/job-cloud';

const clips = [
  { key: 'a.y4m', bytes: Buffer.alloc(0), expected: 'a' },
  { key: 'b.y4m', bytes: Buffer.alloc(0), expected: 'b' },
  { key: 'broken.y4m', bytes: Buffer.alloc(0), expected: undefined },
];
const never = new AbortController().signal;

let jobs: JobCloud;
afterEach(() => jobs.cloud.stop());

const frontEnd = (accessKeyId = jobs.cloud.account): FrontEnd => ({
  url: jobs.url,
  region: jobs.cloud.region,
  credentials: { accessKeyId, secretAccessKey: 'local' },
});
const wanted = (amount: number) => Array.from({ length: amount }, (_, index) => clipOf(index, clips));

test('each job that is posted is a message with the id of its answer', async () => {
  jobs = await JobCloud.start(() => ({}));
  const posting = await postJobs(frontEnd(), wanted(8), never);
  expect(posting).toMatchObject({ throttled: 0 });
  const messages = await jobs.messages();
  const sent = messages.map(({ Body = '', MessageAttributes }) => [
    MessageAttributes?.['JobId']?.StringValue,
    JSON.parse(Body),
  ]);
  const posted = posting.jobs.map(({ id, clip }) => [id, { video: clip.key, width: 240 }]);
  expect(Object.fromEntries(sent)).toEqual(Object.fromEntries(posted));
  expect(sent).toHaveLength(8);
});

test('what the front end throttles is posted again after a pause', async () => {
  jobs = await JobCloud.start(() => ({ throttling: { rateLimit: 10, burstLimit: 4 } }));
  const posting = await postJobs(frontEnd(), wanted(10), never, () => jobs.cloud.advance(1_000));
  expect(posting.jobs).toHaveLength(10);
  expect(posting.throttled).toBeGreaterThan(0);
  expect(await jobs.messages()).toHaveLength(10);
});

test('whoever may not post learns it', async () => {
  jobs = await JobCloud.start(() => ({}));
  await expect(postJobs(frontEnd('999988887777'), wanted(1), never)).rejects.toThrow('answered 403');
});

test('one job in a hundred is of the broken video', async () => {
  jobs = await JobCloud.start(() => ({}));
  const keys = wanted(1_000).map(({ key }) => key);
  expect(keys.filter((key) => key === 'broken.y4m')).toHaveLength(10);
  expect(new Set(keys.slice(0, 10))).toEqual(new Set(['a.y4m', 'b.y4m']));
});
