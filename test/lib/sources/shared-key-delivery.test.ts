import { GetKeyPolicyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketSource, LambdaConsumer, WorkQueue } from '../../../lib';
import { type CloudEvent, LocalCloud } from '../../../local';
import { logLines } from '../../local/lambda/queue-actions';
import { newApp, newStack } from '../synthesis';

const env = { account: '111122223333', region: 'us-east-1' };

let cloud: LocalCloud;
let told: CloudEvent[];
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', ...env });
  told = [];
  cloud.events.subscribe((event) => told.push(event));
});
afterEach(() => cloud.stop());

/** The consumer reads the object, so it needs the bucket's key as well as the queue's: they are one. */
const READ = `const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
const s3 = new S3Client({});
exports.handler = async ({ Records }) => {
  for (const { body } of Records) {
    for (const { s3: { bucket, object } } of JSON.parse(body).Records ?? []) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key }));
      console.log('GOT ' + (await Body.transformToString()));
    }
  }
  return { batchItemFailures: [] };
};`;

/** One customer key for the bucket and the queue that hears of it. */
async function deploy(withConsumer: boolean): Promise<Record<string, string>> {
  const app = newApp();
  const stack = newStack({ env }, app);
  const encryptionKey = new kms.Key(stack, 'Key');
  const bucket = new s3.Bucket(stack, 'Uploads', { encryptionKey, bucketKeyEnabled: true });
  const queue = new WorkQueue(stack, 'Jobs', { encryptionKey });
  queue.addSource(new BucketSource(bucket));
  const assumedBy = new iam.ServicePrincipal('ec2.amazonaws.com');
  bucket.grantPut(new iam.Role(stack, 'Uploader', { roleName: 'uploader', assumedBy }));
  const keyless = new iam.Role(stack, 'Keyless', { roleName: 'keyless', assumedBy });
  keyless.addToPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')] }));
  const logGroup = new logs.LogGroup(stack, 'Log');
  if (withConsumer) {
    const handler = new lambda.Function(stack, 'Reader', {
      runtime: lambda.Runtime.NODEJS_22_X,
      code: lambda.Code.fromInline(READ),
      handler: 'index.handler',
      logGroup,
    });
    bucket.grantRead(handler);
    new LambdaConsumer(stack, 'Consumer', { queue, handler });
  }
  const values = {
    Bucket: bucket.bucketName,
    QueueUrl: queue.queueUrl,
    Key: encryptionKey.keyId,
    Log: logGroup.logGroupName,
  };
  for (const [name, value] of Object.entries(values)) new CfnOutput(stack, `${name}Out`, { value });
  const [result] = await cloud.deploy(app.synth().directory);
  return Object.fromEntries(Object.keys(values).map((name) => [name, result?.outputs[`${name}Out`] ?? '']));
}

const put = (Bucket: string | undefined, role: string) =>
  cloud.client(S3Client, { role }).send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello' }));

async function bodies(QueueUrl: string | undefined): Promise<readonly { Records?: unknown[] }[]> {
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
  const { Messages = [] } = await cloud.client(SQSClient).send(receive);
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

test('an encrypted object reaches the consumer by way of an encrypted queue, with one key for both', async () => {
  const { Bucket, Log = '' } = await deploy(true);
  const { ServerSideEncryption, BucketKeyEnabled } = await put(Bucket, 'uploader');
  expect({ ServerSideEncryption, BucketKeyEnabled }).toEqual({
    ServerSideEncryption: 'aws:kms',
    BucketKeyEnabled: true,
  });
  await cloud.settle();
  expect((await logLines(cloud, Log)).filter((line) => line.includes('GOT'))).toEqual([
    expect.stringContaining('GOT hello'),
  ]);
});

test('who may put objects and not use the key writes nothing, so nothing arrives, and the event stream says why', async () => {
  const { Bucket, QueueUrl } = await deploy(false);
  await bodies(QueueUrl);
  await expect(put(Bucket, 'keyless')).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(await bodies(QueueUrl)).toEqual([]);
  expect(told.filter(({ type, allowed }) => type === 'decision' && allowed === false)).toMatchObject([
    { action: 'kms:GenerateDataKey', principal: expect.stringContaining('keyless'), reason: expect.any(String) },
  ]);
});

test("without the key's statement for S3 the object is stored, nothing arrives, and the event stream names the key policy", async () => {
  const { Bucket, QueueUrl, Key } = await deploy(false);
  await bodies(QueueUrl);
  const client = cloud.client(KMSClient);
  const { Policy = '' } = await client.send(new GetKeyPolicyCommand({ KeyId: Key }));
  const { Statement, ...rest } = JSON.parse(Policy);
  const kept = Statement.filter(({ Sid }: { Sid?: string }) => Sid !== 'AllowS3Events');
  expect(kept.length).toBe(Statement.length - 1);
  await client.send(new PutKeyPolicyCommand({ KeyId: Key, Policy: JSON.stringify({ ...rest, Statement: kept }) }));
  // SQS reuses what KMS has answered before.
  await cloud.advance(24 * 3_600_000);
  await put(Bucket, 'uploader');
  expect((await bodies(QueueUrl)).filter(({ Records }) => Records !== undefined)).toEqual([]);
  expect(told.filter(({ type }) => type === 's3.delivery-failed')).toMatchObject([
    { event: 'ObjectCreated:Put', reason: expect.stringMatching(/kms:GenerateDataKey.*the key policy of/) },
  ]);
});
