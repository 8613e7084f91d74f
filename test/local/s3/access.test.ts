import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { failure, overHttp, type S3Door } from './s3-cloud';

const account = '111122223333';
const other = '444455556666';
const Bucket = 'guarded';
const objects = `arn:aws:s3:::${Bucket}/*`;
const bucket = `arn:aws:s3:::${Bucket}`;

interface Statement {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

const policy = (...statements: Statement[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map((one) => ({ Effect: 'Allow', ...one })) });

let door: S3Door;
beforeEach(async () => {
  door = await overHttp();
  await door.s3.send(new CreateBucketCommand({ Bucket }));
  await door.s3.send(new PutObjectCommand({ Bucket, Key: 'public/a', Body: 'a', Tagging: 'a=1' }));
  await door.s3.send(new PutObjectCommand({ Bucket, Key: 'private/b', Body: 'b' }));
});
afterEach(() => door.cloud.stop());

async function role(...statements: Statement[]): Promise<S3Client> {
  const iam = door.cloud.client(IAMClient);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }],
  };
  await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  if (statements.length > 0) {
    await iam.send(
      new PutRolePolicyCommand({ RoleName: 'worker', PolicyName: 'its', PolicyDocument: policy(...statements) }),
    );
  }
  const RoleArn = `arn:aws:iam::${account}:role/worker`;
  const sts = door.cloud.client(STSClient);
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  return new S3Client({
    endpoint: door.cloud.url,
    region: door.cloud.region,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    },
    forcePathStyle: true,
  });
}

const setPolicy = (...statements: Statement[]) =>
  door.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(...statements) }));
const get = (s3: S3Client, Key: string) => s3.send(new GetObjectCommand({ Bucket, Key }));
const list = (s3: S3Client, more: object = {}) => s3.send(new ListObjectsV2Command({ Bucket, ...more }));
const denied = { name: 'AccessDenied', status: 403 };

test('a role reads what its policy allows, and nothing else', async () => {
  const worker = await role({ Action: 's3:GetObject', Resource: `${bucket}/public/*` });
  expect(await (await get(worker, 'public/a')).Body?.transformToString()).toBe('a');
  await worker.send(new HeadObjectCommand({ Bucket, Key: 'public/a' }));
  const error = await failure(get(worker, 'private/b'));
  expect(error).toMatchObject(denied);
  expect(error['message']).toContain(`s3:GetObject on resource: ${bucket}/private/b`);
  expect(await failure(list(worker))).toMatchObject(denied);
  expect(await failure(worker.send(new ListBucketsCommand({})))).toMatchObject(denied);
});

test('only who may list the bucket learns that a key is missing', async () => {
  const blind = await role({ Action: 's3:GetObject', Resource: objects });
  const error = await failure(get(blind, 'missing'));
  expect(error).toMatchObject(denied);
  expect(error['message']).toContain('s3:ListBucket');
  expect(await failure(blind.send(new HeadObjectCommand({ Bucket, Key: 'missing' })))).toMatchObject({ status: 403 });
  await setPolicy({
    Principal: { AWS: `arn:aws:iam::${account}:role/worker` },
    Action: 's3:ListBucket',
    Resource: bucket,
  });
  expect(await failure(get(blind, 'missing'))).toMatchObject({ name: 'NoSuchKey', status: 404 });
});

test('a listing may be allowed for one prefix', async () => {
  const Condition = { StringLike: { 's3:prefix': 'public/*' } };
  const worker = await role({ Action: 's3:ListBucket', Resource: bucket, Condition });
  expect((await list(worker, { Prefix: 'public/' })).Contents?.length).toBe(1);
  expect(await failure(list(worker))).toMatchObject(denied);
});

test('a policy of the bucket opens it to another account, whose own policies must agree', async () => {
  const theirs = door.client({ account: other });
  expect(await failure(get(theirs, 'public/a'))).toMatchObject(denied);
  await setPolicy({ Principal: { AWS: other }, Action: 's3:GetObject', Resource: `${bucket}/public/*` });
  expect(await (await get(theirs, 'public/a')).Body?.transformToString()).toBe('a');
  expect(await failure(get(theirs, 'private/b'))).toMatchObject(denied);
});

test('a Deny in the bucket policy wins over the administrator', async () => {
  await setPolicy({ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/private/*` });
  const error = await failure(get(door.s3, 'private/b'));
  expect(error).toMatchObject(denied);
  expect(error['message']).toContain(`the bucket policy of ${bucket}`);
});

test('a copy needs to read the source and to write the target, tags included', async () => {
  const copy = (s3: S3Client) =>
    s3.send(new CopyObjectCommand({ Bucket, Key: 'copies/a', CopySource: `${Bucket}/public/a` }));
  const worker = await role({ Action: ['s3:GetObject', 's3:PutObject'], Resource: objects });
  const error = await failure(copy(worker));
  expect(error).toMatchObject(denied);
  expect(error['message']).toContain('s3:GetObjectTagging');
  await setPolicy({
    Principal: { AWS: `arn:aws:iam::${account}:role/worker` },
    Action: ['s3:GetObjectTagging', 's3:PutObjectTagging'],
    Resource: objects,
  });
  await copy(worker);
});

test('deleting many keys answers for each of them', async () => {
  const worker = await role({ Action: 's3:DeleteObject', Resource: `${bucket}/public/*` });
  const Objects = [{ Key: 'public/a' }, { Key: 'private/b' }];
  const { Deleted, Errors } = await worker.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(Deleted).toMatchObject([{ Key: 'public/a' }]);
  expect(Errors).toMatchObject([{ Key: 'private/b', Code: 'AccessDenied' }]);
});

test('tags at the upload need a permission of their own', async () => {
  const worker = await role({ Action: 's3:PutObject', Resource: objects });
  await worker.send(new PutObjectCommand({ Bucket, Key: 'plain', Body: 'x' }));
  const tagged = worker.send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x', Tagging: 'a=1' }));
  expect((await failure(tagged))['message']).toContain('s3:PutObjectTagging');
});

test('a bucket policy is stored, returned and deleted', async () => {
  const read = () => door.s3.send(new GetBucketPolicyCommand({ Bucket }));
  expect(await failure(read())).toMatchObject({
    name: 'NoSuchBucketPolicy',
    message: 'The bucket policy does not exist',
    BucketName: Bucket,
    status: 404,
  });
  const statement = { Principal: { AWS: other }, Action: 's3:GetObject', Resource: objects };
  await setPolicy(statement);
  expect((await read()).Policy).toBe(policy(statement));
  await door.s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  expect(await failure(read())).toMatchObject({ name: 'NoSuchBucketPolicy' });
});

test.each([
  ['not JSON', 'policy', "Policies must be valid JSON and the first byte must be '{'"],
  ['without statements', '{}', 'Missing required field Statement'],
  ['without a principal', policy({ Action: 's3:GetObject', Resource: objects }), 'Missing required field Principal'],
  [
    'for another bucket',
    policy({ Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/*' }),
    'Policy has invalid resource',
  ],
  [
    'with an action of SQS',
    policy({ Principal: '*', Action: 'sqs:SendMessage', Resource: objects }),
    'Policy has invalid action',
  ],
  [
    'for objects on the bucket itself',
    policy({ Principal: { AWS: other }, Action: 's3:GetObject', Resource: bucket }),
    'Action does not apply to any resource(s) in statement',
  ],
  [
    'for the bucket on its objects',
    policy({ Principal: { AWS: other }, Action: 's3:ListBucket', Resource: objects }),
    'Action does not apply to any resource(s) in statement',
  ],
  [
    'with too long a text',
    policy({ Principal: { AWS: other }, Action: 's3:GetObject', Resource: `${bucket}/${'x'.repeat(20_480)}` }),
    'Policy exceeds the maximum allowed document size.',
  ],
])('a policy %s is malformed', async (_why, Policy, message) => {
  const call = door.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  expect(await failure(call)).toMatchObject({ name: 'MalformedPolicy', message, status: 400 });
});

describe('Block Public Access', () => {
  const everybody = { Principal: '*', Action: 's3:GetObject', Resource: objects };

  test('refuses a policy for everybody, as it is on for every new bucket', async () => {
    const error = await failure(setPolicy(everybody));
    expect(error).toMatchObject(denied);
    expect(error['message']).toContain('BlockPublicPolicy');
  });

  test('lets a policy pass that names whom it is for', async () => {
    await setPolicy({ ...everybody, Condition: { StringEquals: { 'aws:SourceAccount': other } } });
    await setPolicy({ ...everybody, Principal: { Service: 'logging.s3.amazonaws.com' } });
    await setPolicy({ ...everybody, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  });
});
