import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DisableKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createKey, OWNER, PARTNER } from '../kms/kms-cloud';
import { SqsCloud } from './sqs-cloud';

const QUEUE_ARN = `arn:aws:sqs:us-east-1:${OWNER}:orders`;

let sqs: SqsCloud;
let kms: KMSClient;
beforeEach(async () => {
  sqs = await SqsCloud.start();
  kms = sqs.cloud.client(KMSClient);
});
afterEach(() => sqs.stop());

const statement = (Action: string | string[], Resource: string, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });

/** The account itself decides who may use the key, and these besides. */
const keyPolicy = (...more: object[]) =>
  document(statement('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${OWNER}:root` } }), ...more);

const forS3 = statement(['kms:GenerateDataKey', 'kms:Decrypt'], '*', {
  Principal: { Service: 's3.amazonaws.com' },
  Condition: { StringEquals: { 'aws:SourceAccount': OWNER } },
});

/** A client with a role's permissions. */
async function roleClient(name: string, ...statements: object[]): Promise<SQSClient> {
  const iam = sqs.cloud.client(IAMClient);
  const trust = document(statement('sts:AssumeRole', '', { Principal: { Service: 'ec2.amazonaws.com' } }));
  const AssumeRolePolicyDocument = JSON.stringify({
    ...trust,
    Statement: trust.Statement.map((each) => ({ ...each, Resource: undefined })),
  });
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }));
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: 'All',
      PolicyDocument: JSON.stringify(document(statement('sqs:*', '*'), ...statements)),
    }),
  );
  return sqs.cloud.client(SQSClient, { role: name });
}

const send = (client: SQSClient, QueueUrl: string) =>
  client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'order' }));
const receive = (client: SQSClient, QueueUrl: string) => client.send(new ReceiveMessageCommand({ QueueUrl }));

describe('a queue with a customer key', () => {
  test('sending takes GenerateDataKey and Decrypt of the sender, receiving Decrypt of the receiver', async () => {
    const key = await createKey(kms);
    const url = await sqs.createQueue('orders', { KmsMasterKeyId: key });
    const stranger = await roleClient('stranger');
    const generator = await roleClient('generator', statement('kms:GenerateDataKey', key));
    const producer = await roleClient('producer', statement(['kms:GenerateDataKey', 'kms:Decrypt'], key));
    const consumer = await roleClient('consumer', statement('kms:Decrypt', key));

    await expect(send(stranger, url)).rejects.toMatchObject({
      name: 'KmsAccessDenied',
      message: expect.stringContaining('is not authorized to perform: kms:GenerateDataKey'),
    });
    await expect(send(generator, url)).rejects.toThrow('kms:Decrypt');
    await expect(send(consumer, url)).rejects.toMatchObject({ name: 'KmsAccessDenied' });
    await send(producer, url);
    await expect(receive(stranger, url)).rejects.toMatchObject({ name: 'KmsAccessDenied' });
    expect((await receive(consumer, url)).Messages).toHaveLength(1);
  });

  test('KMS is asked through SQS, for this queue', async () => {
    const key = await createKey(kms);
    const url = await sqs.createQueue('orders', { KmsMasterKeyId: key });
    const only = (context: object) =>
      statement(['kms:GenerateDataKey', 'kms:Decrypt'], key, { Condition: { StringEquals: context } });
    const allowed = await roleClient(
      'allowed',
      only({ 'kms:ViaService': 'sqs.us-east-1.amazonaws.com', 'kms:EncryptionContext:aws:sqs:arn': QUEUE_ARN }),
    );
    const elsewhere = await roleClient('elsewhere', only({ 'kms:ViaService': 's3.us-east-1.amazonaws.com' }));
    await send(allowed, url);
    await expect(send(elsewhere, url)).rejects.toMatchObject({ name: 'KmsAccessDenied' });
  });

  test('what KMS allowed is reused for the data key reuse period, and then asked again', async () => {
    const key = await createKey(kms);
    const url = await sqs.createQueue('orders', { KmsMasterKeyId: key, KmsDataKeyReusePeriodSeconds: '60' });
    await sqs.send(url, 'before');
    await kms.send(new DisableKeyCommand({ KeyId: key }));
    await sqs.send(url, 'with the data key of before');
    await sqs.pass(61);
    await expect(sqs.send(url, 'too late')).rejects.toMatchObject({ name: 'KmsDisabled' });
  });

  test('a key that is not there, and none of the others, is named by its error', async () => {
    const KmsMasterKeyId = `arn:aws:kms:us-east-1:${OWNER}:key/11111111-2222-3333-4444-555555555555`;
    const url = await sqs.createQueue('orders', { KmsMasterKeyId });
    await expect(sqs.send(url, 'order')).rejects.toMatchObject({ name: 'KmsNotFound' });
  });

  test("without permission on the queue the answer is SQS's own", async () => {
    const key = await createKey(kms);
    const url = await sqs.createQueue('orders', { KmsMasterKeyId: key });
    const partner = sqs.cloud.client(SQSClient, { account: PARTNER });
    await expect(send(partner, url)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe("AWS's own key", () => {
  test('lets in the account, and no other one', async () => {
    const url = await sqs.createQueue('orders', {
      KmsMasterKeyId: 'alias/aws/sqs',
      Policy: JSON.stringify(document(statement('sqs:SendMessage', QUEUE_ARN, { Principal: { AWS: PARTNER } }))),
    });
    await send(await roleClient('producer'), url);
    const partner = sqs.cloud.client(SQSClient, { account: PARTNER });
    await expect(send(partner, url)).rejects.toMatchObject({ name: 'KmsAccessDenied' });
  });
});

describe('S3', () => {
  const fromS3 = statement('sqs:SendMessage', QUEUE_ARN, { Principal: { Service: 's3.amazonaws.com' } });
  const Policy = JSON.stringify(document(fromS3));

  async function notify(): Promise<S3Client> {
    const s3 = sqs.cloud.client(S3Client);
    await s3.send(new CreateBucketCommand({ Bucket: 'uploads' }));
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: 'uploads',
        NotificationConfiguration: { QueueConfigurations: [{ QueueArn: QUEUE_ARN, Events: ['s3:ObjectCreated:*'] }] },
      }),
    );
    return s3;
  }

  test.each(['alias/aws/sqs', 'a key whose policy does not know S3'])('refuses a queue with %s', async (key) => {
    const KmsMasterKeyId = key.startsWith('alias') ? key : await createKey(kms, keyPolicy());
    await sqs.createQueue('orders', { KmsMasterKeyId, Policy });
    await expect(notify()).rejects.toThrow('Unable to validate the following destination configurations');
  });

  test('delivers into a queue whose key lets it, until it no longer does', async () => {
    const KmsMasterKeyId = await createKey(kms, keyPolicy(forS3));
    const url = await sqs.createQueue('orders', { KmsMasterKeyId, Policy });
    const s3 = await notify();
    const failures: unknown[] = [];
    sqs.cloud.events.subscribe((event) => {
      if (event.type === 's3.delivery-failed') failures.push(event['code']);
    });
    await s3.send(new PutObjectCommand({ Bucket: 'uploads', Key: 'a', Body: 'a' }));
    expect(await sqs.receive(url, { MaxNumberOfMessages: 10 })).toHaveLength(2);
    await kms.send(new PutKeyPolicyCommand({ KeyId: KmsMasterKeyId, Policy: JSON.stringify(keyPolicy()) }));
    await sqs.pass(301);
    await s3.send(new PutObjectCommand({ Bucket: 'uploads', Key: 'b', Body: 'b' }));
    expect(failures).toEqual(['KmsAccessDenied']);
  });
});
