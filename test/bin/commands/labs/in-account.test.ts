import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AccountPlayer } from '../../../../bin/commands/labs/in-account/account-player';
import { newRun, tagsOf } from '../../../../labs/target/lab-run';
import { LocalCloud } from '../../../../local';
import { root, Workplace } from '../command';

// The command with the SDK's own clients over HTTP, on the real clock. In place of AWS a local cloud listens, which is
// set as for every AWS tool.
const place = new Workplace();
let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ port: 0 });
});
afterEach(() => cloud.stop());
afterAll(() => place.remove());

const slug = 'bucket-notifications';
const env = () => ({
  AWS_ENDPOINT_URL: cloud.url,
  AWS_ACCESS_KEY_ID: cloud.account,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: cloud.region,
  AWS_EC2_METADATA_DISABLED: 'true',
});
const labs = (...args: readonly string[]) =>
  place.run(process.execPath, [join(root, 'bin', 'bootstrap.mjs'), 'labs', ...args], { env: env() });
const recorded = () => JSON.parse(readFileSync(place.path('spillway-labs', 'account-runs.json'), 'utf8')).runs;

async function everything(): Promise<readonly string[]> {
  const { QueueUrls = [] } = await cloud.client(SQSClient).send(new ListQueuesCommand({}));
  const { Buckets = [] } = await cloud.client(S3Client).send(new ListBucketsCommand({}));
  const stacks = cloud.cloudFormation.stacks().map(({ stackName }) => stackName);
  return [...QueueUrls, ...Buckets.map(({ Name = '' }) => Name), ...stacks];
}

test('a lab in an account: the start fails and stays until it is removed, the solution passes and is removed at once', async () => {
  const failed = await labs('verify', slug, '--target', 'aws', '--yes').ended;
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringMatching(/the story goes on for about 0:0\d/) });
  expect(failed.stdout).toContain(`Account ${cloud.account}, region us-east-1, as arn:aws:iam::${cloud.account}:`);
  expect(failed.stdout).toMatch(/costs at most +less than \$0\.01, and \$0 for each hour that it stays/);
  expect(failed.stdout).toMatch(/not checked there +Another account cannot send to the queue/);
  expect(failed.stdout).toMatch(/✗ S3 accepts the notification\n +observed {2}InvalidArgument: Unable to validate/);
  expect(failed.stdout).toContain(`labs down ${slug}' removes it.`);
  const [run] = recorded();
  expect(await everything()).toEqual([
    `${cloud.url}/${cloud.account}/arrivals-${run.id}`,
    `uploads-of-the-lab-${run.id}`,
    `spillway-labs-${slug}-${run.id}`,
  ]);

  const error = { code: 'AccessDenied', message: 'somebody forbids it', status: 403 };
  cloud.inject([{ on: 'sqs:DeleteQueue', probability: 1, error }]);
  const kept = await labs('down').ended;
  expect(kept.code).toBe(1);
  expect(kept.stdout).toMatch(/not done, this is left:\n {2}spillway-labs-.*DELETE_FAILED.*somebody forbids it/s);
  expect(kept.stdout).not.toContain('Done:');
  cloud.inject([]);
  const down = await labs('down').ended;
  expect(down).toMatchObject({ code: 0, stdout: expect.stringContaining('Done: no lab has left anything there.') });
  expect([await everything(), recorded()]).toEqual([[], []]);

  const solution = join(root, 'labs', slug, 'solution');
  cpSync(solution, place.path('spillway-labs', slug), { recursive: true });
  const passed = await labs('verify', slug, '--target', 'aws', '--yes', '--down').ended;
  expect(passed).toMatchObject({ code: 0, stdout: expect.stringContaining('Passed.') });
  expect([await everything(), recorded(), place.leftovers()]).toEqual([[], [], []]);
}, 180_000);

test('what does not run on the local cloud is not deployed', async () => {
  const copy = place.path('broken', slug);
  cpSync(join(root, 'labs', slug, 'start'), copy, { recursive: true });
  writeFileSync(join(copy, 'stack.ts'), 'export class LabStack {}');
  const broken = await labs('verify', slug, '--target', 'aws', '--yes', '--dir', place.path('broken')).ended;
  expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining('Nothing was deployed into your account') });
  expect(await everything()).toEqual([]);
}, 180_000);

test('on a terminal it asks, and without a yes nothing is deployed', async () => {
  const args = ['labs', 'verify', slug, '--target', 'aws', '--dir', place.path('asked')];
  const command = place.runOnTerminal(process.execPath, [join(root, 'bin', 'bootstrap.mjs'), ...args], { env: env() });
  await command.until(`Deploy it into account ${cloud.account}? [y/N]`);
  expect(command.stdout).toContain('costs at most');
  command.type('n\r');
  expect(await command.ended).toMatchObject({ code: 1, stdout: expect.stringContaining('Nothing was deployed.') });
  expect(await everything()).toEqual([]);
}, 180_000);

test('code that never waits is given up, and the command with it', async () => {
  const copy = place.path('endless', slug);
  cpSync(join(root, 'labs', slug, 'start'), copy, { recursive: true });
  writeFileSync(join(copy, 'stack.ts'), 'for (;;);');
  const player = new AccountPlayer(slug, copy, { entry: join(root, 'bin', 'spillway.ts'), patienceSeconds: 20 });
  try {
    await expect(player.rehearse()).rejects.toThrow('Your code has not waited for 20 s.');
  } finally {
    player.stop();
  }
}, 180_000);

test('what Ctrl-C leaves is found by labs down, and of others nothing is touched without --all', async () => {
  const playing = labs('verify', 'delay', '--target', 'aws', '--yes', '--dir', place.path('fresh'));
  await playing.until('Deploying the stack');
  playing.interrupt();
  const { code, stdout } = await playing.ended;
  expect({ code, said: stdout.includes("down delay' removes it.") }).toEqual({ code: 130, said: true });

  const tags = Object.fromEntries(tagsOf(newRun('delay', cloud)).map(({ Key, Value }) => [Key, Value]));
  await cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'of-somebody-else', tags }));
  const down = await labs('down', 'delay', '--dir', place.path('fresh')).ended;
  expect(down).toMatchObject({ code: 1, stdout: expect.stringContaining('started from another folder') });
  expect(await everything()).toEqual([`${cloud.url}/${cloud.account}/of-somebody-else`]);
  const all = await labs('down', '--all', '--dir', place.path('fresh')).ended;
  expect(all).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing is left') });
  expect(await everything()).toEqual([]);
}, 180_000);
