import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DisableKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetBucketEncryptionCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type CloudEvent, LocalCloud } from '../../../local';
import { createKey } from '../kms/kms-cloud';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const Bucket = 'uploads';
const MD5_OF_HELLO = '"5d41402abc4b2a76b9719d911017c592"';

let cloud: LocalCloud;
let s3: S3Client;
let kms: KMSClient;
let key: string;
let asked: CloudEvent[];
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', account: ACCOUNT });
  s3 = cloud.client(S3Client);
  kms = cloud.client(KMSClient);
  key = await createKey(kms);
  await s3.send(new CreateBucketCommand({ Bucket }));
  asked = [];
  cloud.events.subscribe((event) => {
    if (event.type === 'decision' && event['service'] === 'kms') asked.push(event);
  });
});
afterEach(() => cloud.stop());

const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
const put = (input: Partial<PutObjectCommandInput> = {}, client = s3) =>
  client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ...input }));
const withKey = () => ({ ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: key });
const encryptByDefault = (KMSMasterKeyID?: string, BucketKeyEnabled?: boolean) =>
  s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID }, BucketKeyEnabled }],
      },
    }),
  );

/** A role that may do everything with S3 and, of KMS, `actions` with the key under `Condition`. */
async function roleWith(actions: readonly string[], Condition: object = {}): Promise<S3Client> {
  const iam = cloud.client(IAMClient);
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: document(trust) }));
  const PolicyDocument = document([
    { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    ...(actions.length === 0 ? [] : [{ Effect: 'Allow', Action: actions, Resource: key, Condition }]),
  ]);
  await iam.send(new PutRolePolicyCommand({ RoleName: 'app', PolicyName: 'app', PolicyDocument }));
  return cloud.client(S3Client, { role: 'app' });
}

const text = async (client = s3, Key = 'a') =>
  (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

test('an object with a key says so at every answer, and its entity tag is not the MD5 of its content', async () => {
  const answer = await put(withKey());
  const said = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key };
  expect(answer).toMatchObject(said);
  expect(answer.ETag).toMatch(/^"[0-9a-f]{32}"$/);
  expect(answer.ETag).not.toBe(MD5_OF_HELLO);
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).toMatchObject({ ...said, ETag: answer.ETag });
  expect(await s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))).toMatchObject(said);
  expect(await text()).toBe('hello');
});

test("the bucket's default counts where a request says nothing", async () => {
  await encryptByDefault(key, true);
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key }, BucketKeyEnabled: true },
  ]);
  expect(await put()).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key, BucketKeyEnabled: true });
  const plain = await put({ ServerSideEncryption: 'AES256' });
  expect(plain).toMatchObject({ ServerSideEncryption: 'AES256', ETag: MD5_OF_HELLO });
  expect(plain.SSEKMSKeyId).toBeUndefined();
});

test('who writes needs GenerateDataKey, who reads Decrypt, and S3 says which is missing', async () => {
  await put(withKey());
  const reader = await roleWith(['kms:Decrypt']);
  expect(await text(reader)).toBe('hello');
  await expect(put(withKey(), reader)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(/not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms/),
    $metadata: { httpStatusCode: 403 },
  });
  expect(asked.at(-1)).toMatchObject({ action: 'kms:GenerateDataKey', allowed: false });
});

test('without the key nobody reads, but the outline of the object is known to who may get it', async () => {
  await put(withKey());
  const stranger = await roleWith([]);
  await expect(text(stranger)).rejects.toMatchObject({ name: 'AccessDenied' });
  await stranger.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
  await stranger.send(new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['ObjectSize'] }));
  const checksum = new GetObjectAttributesCommand({ Bucket, Key: 'a', ObjectAttributes: ['Checksum'] });
  await expect(stranger.send(checksum)).rejects.toMatchObject({ name: 'AccessDenied' });
  const head = new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' });
  await expect(stranger.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
});

test('KMS is asked by way of S3, with the ARN of the object, or of the bucket where it has a bucket key', async () => {
  const app = await roleWith(['kms:GenerateDataKey', 'kms:Decrypt'], {
    StringEquals: {
      'kms:ViaService': 's3.us-east-1.amazonaws.com',
      'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${Bucket}/a`,
    },
  });
  await put(withKey(), app);
  expect(await text(app)).toBe('hello');
  await expect(put({ ...withKey(), Key: 'b' }, app)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(put({ ...withKey(), BucketKeyEnabled: true }, app)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('members of an encryption context are asked as well', async () => {
  const app = await roleWith(['kms:GenerateDataKey', 'kms:Decrypt'], {
    StringEquals: { 'kms:EncryptionContext:team': 'shop' },
  });
  const context = (value: object) => ({
    SSEKMSEncryptionContext: Buffer.from(JSON.stringify(value)).toString('base64'),
  });
  await put({ ...withKey(), ...context({ team: 'shop' }) }, app);
  expect(await text(app)).toBe('hello');
  await expect(put({ ...withKey(), ...context({ team: 'bank' }) }, app)).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await expect(put({ ...withKey(), ...context(['shop', 1]) })).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('a multipart upload needs GenerateDataKey to begin and Decrypt for its parts and its end', async () => {
  const begin = (client: S3Client) => client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a', ...withKey() }));
  const app = await roleWith(['kms:GenerateDataKey']);
  const { UploadId, ...said } = await begin(s3);
  expect(said).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key });
  const part = (client: S3Client) =>
    client.send(new UploadPartCommand({ Bucket, Key: 'a', UploadId, PartNumber: 1, Body: 'hello' }));
  const { ETag } = await part(s3);
  const complete = (client: S3Client) =>
    client.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key: 'a',
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
  await begin(app);
  await expect(part(app)).rejects.toThrow('kms:Decrypt');
  await expect(complete(app)).rejects.toThrow('kms:Decrypt');
  expect(await complete(s3)).toMatchObject({ SSEKMSKeyId: key, ETag: expect.stringMatching(/^"[0-9a-f]{32}-1"$/) });
  expect(await text()).toBe('hello');
});

test("a copy needs the source's key to read and its own to write, and inherits neither key nor entity tag", async () => {
  const { ETag } = await put(withKey());
  const copy = (client: S3Client, Key: string, encryption: object = {}) =>
    client.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/a`, ...encryption }));
  const plain = await copy(s3, 'b');
  expect(plain).toMatchObject({ ServerSideEncryption: 'AES256', CopyObjectResult: { ETag: MD5_OF_HELLO } });
  const again = await copy(s3, 'c', withKey());
  expect(again.SSEKMSKeyId).toBe(key);
  expect(again.CopyObjectResult?.ETag).not.toBe(ETag);
  expect(await text(s3, 'c')).toBe('hello');
  const reader = await roleWith(['kms:Decrypt']);
  await copy(reader, 'd');
  await expect(copy(reader, 'e', withKey())).rejects.toThrow('kms:GenerateDataKey');
});

test('a key of another account is found by its ARN where both sides allow it, and by an alias never', async () => {
  const theirs = cloud.client(KMSClient, { account: OTHER });
  key = await createKey(theirs);
  await encryptByDefault(key);
  await expect(put()).rejects.toMatchObject({ name: 'AccessDenied' });
  const everything = { Action: 'kms:*', Resource: '*' };
  const Policy = document([
    { Effect: 'Allow', Principal: { AWS: OTHER }, ...everything },
    { Effect: 'Allow', Principal: { AWS: ACCOUNT }, ...everything },
  ]);
  await theirs.send(new PutKeyPolicyCommand({ KeyId: key, Policy }));
  expect(await put()).toMatchObject({ SSEKMSKeyId: key });
  await encryptByDefault('alias/theirs');
  await expect(put()).rejects.toMatchObject({ name: 'KMS.NotFoundException' });
});

test("AWS's own key for S3 serves principals of the bucket's account, and nobody else", async () => {
  await encryptByDefault();
  expect(await put()).toMatchObject({ SSEKMSKeyId: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/s3` });
  const Policy = document({
    Effect: 'Allow',
    Principal: { AWS: OTHER },
    Action: 's3:*',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  const partner = cloud.client(S3Client, { account: OTHER });
  await expect(text(partner)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a key that is disabled opens nothing', async () => {
  await put(withKey());
  await kms.send(new DisableKeyCommand({ KeyId: key }));
  await expect(text()).rejects.toMatchObject({ name: 'KMS.DisabledException', $metadata: { httpStatusCode: 400 } });
  await expect(put(withKey())).rejects.toMatchObject({ name: 'KMS.DisabledException' });
});

test("a bucket's policy can insist on a key", async () => {
  const insist = (operator: string, name: string, value: string) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
    Condition: { [operator]: { [`s3:x-amz-server-side-encryption${name}`]: value } },
  });
  const Policy = document([
    insist('StringNotEquals', '', 'aws:kms'),
    insist('StringNotEquals', '-aws-kms-key-id', key),
  ]);
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await put(withKey());
  await expect(put()).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(put({ ServerSideEncryption: 'aws:kms' })).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('what does not fit together is refused', async () => {
  await expect(put({ SSEKMSKeyId: key })).rejects.toMatchObject({ name: 'InvalidArgument' });
  await expect(put({ ServerSideEncryption: 'aws:kms:dsse' })).rejects.toMatchObject({ name: 'NotImplemented' });
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const, KMSMasterKeyID: key } }];
  const command = new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } });
  await expect(s3.send(command)).rejects.toMatchObject({ name: 'InvalidArgument' });
});
