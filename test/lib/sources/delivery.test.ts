import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketSource, WorkQueue } from '../../../lib';
import { LocalCloud } from '../../../local';

const env = { account: '111122223333', region: 'us-east-1' };

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', ...env });
});
afterEach(() => cloud.stop());

/** A bucket and its queue, with one customer key for both. */
function app(change: (key: kms.Key) => void = () => {}): string {
  const it = new App({ analyticsReporting: false });
  const stack = new Stack(it, 'Shop', { env });
  const encryptionKey = new kms.Key(stack, 'Key');
  const bucket = new s3.Bucket(stack, 'Uploads');
  const queue = new WorkQueue(stack, 'Orders', { encryptionKey });
  queue.addSource(new BucketSource(bucket, { prefixes: ['orders/', 'returns/'] }));
  new CfnOutput(stack, 'Bucket', { value: bucket.bucketName });
  new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });
  change(encryptionKey);
  return it.synth().directory;
}

test('with a customer key, objects of each prefix reach the queue, and others do not', async () => {
  const [stack] = await cloud.deploy(app());
  const { Bucket, QueueUrl } = stack?.outputs ?? {};
  const client = cloud.client(S3Client);
  for (const Key of ['orders/1', 'returns/1', 'other/1']) {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));
  }
  const received = await cloud
    .client(SQSClient)
    .send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));
  const bodies = (received.Messages ?? []).map(({ Body }) => JSON.parse(Body ?? ''));
  const keys = bodies.flatMap(({ Records = [] }) =>
    Records.map((record: { s3: { object: { key: string } } }) => record.s3.object.key),
  );
  expect(keys.sort()).toEqual(['orders/1', 'returns/1']);
});

test("without the key's statement for S3 the deployment fails, as on AWS", async () => {
  const directory = app((key) => {
    const resource = key.node.defaultChild as kms.CfnKey;
    const policy = Stack.of(key).resolve(resource.keyPolicy);
    const Statement = policy.Statement.filter(({ Sid }: { Sid?: string }) => Sid !== 'AllowS3Events');
    resource.keyPolicy = { ...policy, Statement };
  });
  await expect(cloud.deploy(directory)).rejects.toThrow('Unable to validate the following destination configurations');
});
