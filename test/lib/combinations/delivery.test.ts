import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { LocalCloud } from '../../../local';
import { logLines } from '../../local/lambda/queue-actions';
import {
  ACCOUNT,
  build,
  type Combination,
  combinations,
  OTHER_ACCOUNT,
  PRODUCER,
  queueName,
  runs,
} from './combination';
import { buildUsers } from './users';

/** Of each source: with a handful of them every consumer gets its turn. */
const MESSAGES = 40;

const deliverable = combinations(['own', 'other stack']).filter(
  ({ buckets, topics, shared }) => shared || buckets.length + topics.length > 0,
);

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'spillway-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** Fills every source, each message with a name of its own, and returns these names. */
async function fill(cloud: LocalCloud, combination: Combination, outputs: Readonly<Record<string, string>>) {
  const sent: string[] = [];
  const numbers = Array.from({ length: MESSAGES }, (_, n) => n);
  const s3 = cloud.client(S3Client);
  for (const n of combination.buckets.keys()) {
    const Bucket = outputs[`Bucket${n}Name`];
    await Promise.all(numbers.map((m) => s3.send(new PutObjectCommand({ Bucket, Key: `a/b${n}-${m}`, Body: '{}' }))));
    sent.push(...numbers.map((m) => `b${n}-${m}`));
  }
  const sns = cloud.client(SNSClient);
  for (const n of combination.topics.keys()) {
    const TopicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:topic-${n}${combination.fifo ? '.fifo' : ''}`;
    const group = (m: number) => (combination.fifo ? { MessageGroupId: `${m}` } : {});
    await Promise.all(
      numbers.map((m) => sns.send(new PublishCommand({ TopicArn, Message: `t${n}-${m}`, ...group(m) }))),
    );
    sent.push(...numbers.map((m) => `t${n}-${m}`));
  }
  if (combination.shared) {
    const shop = cloud.client(SQSClient, { account: OTHER_ACCOUNT, role: PRODUCER });
    const QueueUrl = `${cloud.url}/${ACCOUNT}/${queueName(combination)}`;
    const group = (m: number) => (combination.fifo ? { MessageGroupId: `${m}` } : {});
    await Promise.all(
      numbers.map((m) => shop.send(new SendMessageCommand({ QueueUrl, MessageBody: `s0-${m}`, ...group(m) }))),
    );
    sent.push(...numbers.map((m) => `s0-${m}`));
  }
  return sent.sort();
}

async function run(combination: Combination): Promise<void> {
  const directory = mkdtempSync(join(outdir, 'run-'));
  const cloud = await LocalCloud.start({ clock: 'virtual', account: ACCOUNT, region: 'us-east-1' });
  try {
    const outputs: Record<string, string> = {};
    const deploy = async (assembly: string) => {
      for (const stack of await cloud.deploy(assembly)) Object.assign(outputs, stack.outputs);
    };
    await deploy(build(combination, join(directory, 'owner')).synth().directory);
    const users = buildUsers(combination, join(directory, 'users'), outputs['KeyArn']);
    if (users !== undefined) await deploy(users.synth().directory);
    const sent = await fill(cloud, combination, outputs);
    await cloud.settle();
    const got: string[][] = [];
    for (const n of combination.consumers.keys()) {
      const account = combination.consumersAt === 'other account' ? OTHER_ACCOUNT : ACCOUNT;
      const lines = await logLines(cloud, outputs[`Log${n}Name`] ?? '', account);
      // What S3 sends when it takes a configuration has no such name.
      got.push(lines.filter((line) => line.includes('GOT ')).flatMap((line) => line.match(/\b[bts]\d-\d+\b/g) ?? []));
    }
    expect(got.flat().sort()).toEqual(sent);
    expect(got.filter((messages) => messages.length === 0)).toEqual([]);
  } finally {
    await cloud.stop();
  }
}

/** Each way to a queue once in every run, whatever chance brings. */
const ALWAYS: readonly Combination[] = [
  {
    ...{ flags: 'recommended', fifo: false, named: true, encryption: 'key', consumers: [10, 30], shared: false },
    ...{ buckets: [{ owner: 'own', prefixes: 2 }], topics: [], consumersAt: 'import' },
  },
  {
    ...{ flags: 'none', fifo: false, named: false, encryption: 'shared', consumers: [10], shared: false },
    ...{ buckets: [{ owner: 'own', prefixes: 1 }], topics: [{ owner: 'own', raw: true }], consumersAt: 'import' },
  },
  {
    ...{ flags: 'none', fifo: false, named: true, encryption: 'key', consumers: [20, 5], shared: true },
    ...{ buckets: [], topics: [{ owner: 'other stack', raw: true }], consumersAt: 'other account' },
  },
  {
    ...{ flags: 'recommended', fifo: true, named: true, encryption: 'SSE-SQS', consumers: [60], shared: true },
    ...{ buckets: [], topics: [{ owner: 'own', raw: false }], consumersAt: 'other account' },
  },
];

test('on the local cloud each message of each source is consumed exactly once, and every consumer gets some', async () => {
  const examples = ALWAYS.map((combination): [Combination] => [combination]);
  await fc.assert(fc.asyncProperty(deliverable, run), { examples, numRuns: runs(12), endOnFailure: true });
}, 600_000);
