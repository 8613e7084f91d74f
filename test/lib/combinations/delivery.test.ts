import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { LocalCloud } from '../../../local';
import { logLines } from '../../local/lambda/queue-actions';
import { ACCOUNT, build, type Combination, combinations, runs } from './combination';

/** Of each source: with a handful of them every consumer gets its turn. */
const MESSAGES = 40;

/** The local cloud's buckets have no customer keys yet. */
const hasEncryptedBucket = ({ encryption, buckets }: Combination) =>
  encryption === 'shared' && buckets.some(({ owner }) => owner === 'own');

const deliverable = combinations(['own', 'other stack'])
  .filter(({ buckets, topics }) => buckets.length + topics.length > 0)
  .filter((combination) => !hasEncryptedBucket(combination));

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
  return sent.sort();
}

async function run(combination: Combination): Promise<void> {
  const assembly = build(combination, mkdtempSync(join(outdir, 'run-'))).synth();
  const cloud = await LocalCloud.start({ clock: 'virtual', account: ACCOUNT, region: 'us-east-1' });
  try {
    const stacks = await cloud.deploy(assembly.directory);
    const outputs = Object.assign({}, ...stacks.map((stack) => stack.outputs)) as Record<string, string>;
    const sent = await fill(cloud, combination, outputs);
    await cloud.settle();
    const got: string[][] = [];
    for (const n of combination.consumers.keys()) {
      const lines = await logLines(cloud, outputs[`Log${n}Name`] ?? '');
      // What S3 sends when it takes a configuration has no such name.
      got.push(lines.filter((line) => line.includes('GOT ')).flatMap((line) => line.match(/\b[bt]\d-\d+\b/g) ?? []));
    }
    expect(got.flat().sort()).toEqual(sent);
    expect(got.filter((messages) => messages.length === 0)).toEqual([]);
  } finally {
    await cloud.stop();
  }
}

test('on the local cloud each message of each source is consumed exactly once, and every consumer gets some', async () => {
  await fc.assert(fc.asyncProperty(deliverable, run), { numRuns: runs(8), endOnFailure: true });
}, 600_000);
