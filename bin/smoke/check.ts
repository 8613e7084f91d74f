import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { emptyBucket, isThere } from '../../labs/target/leftovers';

/** What the checks need of the account: the stack's outputs, clients, and how to let time pass. */
export interface Target {
  readonly outputs: Readonly<Record<string, string>>;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly say: (line: string) => void;
}

const FILES: Readonly<Record<string, string>> = {
  'orders/January + February 100%.csv': 'id,total\n1,20\n2,30\n',
  'März & 四月 #1.json': '[{"id":1},{"id":2},{"id":3}]',
  'note.txt': 'hello\n',
};
const BROKEN: Readonly<Record<string, string>> = { 'no json.json': '{"id": ', 'rows differ.csv': 'id,total\n1\n' };

const INTERVAL = 5_000;
/** Metrics of SQS are of the last minute, and five receives with growing pauses take most of another. */
const PATIENCE = 300_000;

/** Uploads files to the reference app and waits until each is described, or dead-lettered as it must be. */
export async function check(target: Target): Promise<boolean> {
  const { outputs, s3, say } = target;
  for (const [Key, Body] of Object.entries({ ...FILES, ...BROKEN })) {
    await s3.send(new PutObjectCommand({ Bucket: outputs['UploadsBucketName'], Key, Body }));
  }
  const described = await until(target, async () => {
    const found = await documents(target);
    return Object.entries(FILES).every(([key, body]) => found.get(key) === digest(body));
  });
  say(`${described ? 'ok    ' : 'FAILED'} each of ${Object.keys(FILES).length} files is described, with its digest`);
  const broken = Object.keys(BROKEN).length;
  const setAside = await until(target, async () => (await waiting(target, 'DeadLetterQueueUrl')) === broken);
  say(`${setAside ? 'ok    ' : 'FAILED'} the ${broken} broken files are in the dead-letter queue`);
  const drained = await until(target, async () => (await waiting(target, 'QueueUrl')) === 0);
  say(`${drained ? 'ok    ' : 'FAILED'} the queue is empty`);
  const untouched = [...(await documents(target)).keys()].every((key) => key in FILES);
  say(`${untouched ? 'ok    ' : 'FAILED'} nothing else is in the catalogue`);
  return described && setAside && drained && untouched;
}

export async function emptyBuckets({ outputs, s3 }: Target): Promise<void> {
  for (const name of ['UploadsBucketName', 'CatalogueBucketName']) await emptyBucket(s3, outputs[name] ?? '');
}

/** The stack's buckets and queues that are still there. */
export async function leftovers({ outputs, s3, sqs }: Target): Promise<readonly string[]> {
  const buckets = ['UploadsBucketName', 'CatalogueBucketName'].map((name) => outputs[name] ?? '');
  const queues = ['QueueUrl', 'DeadLetterQueueUrl'].map((name) => outputs[name] ?? '');
  const found = await Promise.all([
    ...buckets.map((Bucket) => isThere(s3.send(new HeadBucketCommand({ Bucket })))),
    ...queues.map((QueueUrl) => isThere(sqs.send(new GetQueueAttributesCommand({ QueueUrl })))),
  ]);
  return [...buckets, ...queues].filter((_, index) => found[index]);
}

async function until({ wait }: Target, holds: () => Promise<boolean>): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE; waited += INTERVAL) {
    if (await holds()) return true;
    await wait(INTERVAL);
  }
  return holds();
}

async function documents({ outputs, s3 }: Target): Promise<ReadonlyMap<string, string>> {
  const Bucket = outputs['CatalogueBucketName'];
  const found = new Map<string, string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    for (const { Key } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const { key, sha256 } = JSON.parse((await Body?.transformToString()) ?? '{}') as Record<string, string>;
      found.set(key ?? '', sha256 ?? '');
    }
  }
  return found;
}

/** Waiting and in flight. */
async function waiting({ outputs, sqs }: Target, queue: 'QueueUrl' | 'DeadLetterQueueUrl'): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: outputs[queue],
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}

function digest(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
