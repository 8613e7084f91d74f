import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildSync } from 'esbuild';
import { LocalCloud } from '../../../local';
import { AutoScalingEndpoint } from './auto-scaling-endpoint';
import { Imds } from './imds';

let cloud: LocalCloud;
let queues = 0;
let queueUrl: string;
let folder: string;
let worker: ChildProcessByStdio<null, Readable, Readable>;
let output: string;
const imds = new Imds();
const autoScaling = new AutoScalingEndpoint();
let client: AutoScalingClient;

beforeAll(async () => {
  cloud = await LocalCloud.start({ clock: 'real', port: 0 });
  await imds.start();
  client = await autoScaling.start();
});
afterAll(async () => {
  client.destroy();
  await autoScaling.stop();
  await imds.stop();
  await cloud.stop();
});

beforeEach(async () => {
  // What hangs a worker would hang that of the next test as well.
  queues += 1;
  const command = new CreateQueueCommand({ QueueName: `orders-${queues}` });
  queueUrl = (await cloud.client(SQSClient).send(command)).QueueUrl ?? '';
  folder = mkdtempSync(join(tmpdir(), 'spillway-'));
  const entryPoints = [join(__dirname, 'hanging-worker.ts')];
  buildSync({ entryPoints, bundle: true, platform: 'node', outfile: join(folder, 'worker.js'), logLevel: 'error' });
  autoScaling.requests.length = 0;
  autoScaling.refusals.clear();
  imds.items.set('autoscaling/target-lifecycle-state', 'InService');
});
afterEach(() => {
  worker.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** As systemd starts it, also again. */
function start(): void {
  output = '';
  worker = spawn(process.execPath, ['worker.js'], {
    cwd: folder,
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: cloud.url,
      AWS_ENDPOINT_URL_AUTO_SCALING: autoScaling.url,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.endpoint,
      AWS_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: cloud.account,
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      STATE_DIRECTORY: folder,
      SPILLWAY_QUEUE_URL: queueUrl,
      SPILLWAY_AUTO_SCALING_GROUP: 'workers',
      SPILLWAY_LIFECYCLE_HOOK: 'drain',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [worker.stdout, worker.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
}

const send = (body: string) =>
  cloud.client(SQSClient).send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }));

/** Resolves when a condition holds; the test's own timeout ends the wait. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const note = () => existsSync(join(folder, 'spillway-worker-hung'));

test.each<[string, () => Promise<unknown>]>([
  ['loops without an end', () => send('hang')],
  ['is stopped from outside', async () => worker.kill('SIGSTOP')],
])(
  'a worker that %s is killed, and the next one has its instance replaced',
  async (_name, hang) => {
    start();
    await send('first');
    await until(() => output.includes('began first'));
    const ended = once(worker, 'exit');
    await hang();
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(note()).toBe(true);

    start();
    await until(() => autoScaling.actions('SetInstanceHealth').length > 0);
    expect(autoScaling.actions('SetInstanceHealth')[0]?.parameters).toEqual({
      InstanceId: 'i-0123456789abcdef0',
      HealthStatus: 'Unhealthy',
      ShouldRespectGracePeriod: 'false',
    });
    expect(output).toContain('worker hung');
    await until(() => !note());

    // Until Auto Scaling takes the instance away it works, and then it drains.
    await send('after');
    await until(() => output.includes('began after'));
    const drained = once(worker, 'exit');
    imds.items.set('autoscaling/target-lifecycle-state', 'Terminated');
    expect(await drained).toEqual([0, null]);
    expect(autoScaling.actions('CompleteLifecycleAction')).toHaveLength(1);
  },
  60_000,
);

test('a worker that works is left alone, and its watchdog ends with it', async () => {
  start();
  await send('first');
  await until(() => output.includes('began first'));
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect(worker.exitCode).toBeNull();
  const closed = once(worker, 'close');
  worker.kill('SIGTERM');
  // Its output is open for as long as a process of it lives.
  expect(await closed).toEqual([null, 'SIGTERM']);
  expect(note()).toBe(false);
  expect(autoScaling.actions('SetInstanceHealth')).toEqual([]);
}, 60_000);

test('a refusal is tried again, and the word of the hang stays until then', async () => {
  writeFileSync(join(folder, 'spillway-worker-hung'), '2026-01-01T00:00:00.000Z');
  autoScaling.refusals.set('SetInstanceHealth', 'User is not authorized to perform this');
  start();
  await until(() => output.includes('instance health not set'));
  expect(output).toContain('"killedAt":"2026-01-01T00:00:00.000Z"');
  expect(note()).toBe(true);
}, 60_000);
