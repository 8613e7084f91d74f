import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketTaggingCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { failure, inProcess, type S3Door } from './s3-cloud';

const Bucket = 'settings';

let door: S3Door;
beforeEach(async () => {
  door = await inProcess();
  await door.s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => door.cloud.stop());

test('a new bucket is closed to the public, encrypted and without access control lists', async () => {
  const { PublicAccessBlockConfiguration } = await door.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  });
  const { ServerSideEncryptionConfiguration } = await door.s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
  ]);
  const { OwnershipControls } = await door.s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  const acl = await door.s3.send(new GetBucketAclCommand({ Bucket }));
  expect(acl.Grants).toMatchObject([
    { Permission: 'FULL_CONTROL', Grantee: { ID: acl.Owner?.ID, Type: 'CanonicalUser' } },
  ]);
  expect((await door.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
});

test('a bucket becomes public only after its block is removed', async () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }],
  });
  await door.s3.send(new PutObjectCommand({ Bucket, Key: 'page', Body: 'hello' }));
  const theirs = door.client({ account: '444455556666' });
  const read = () => theirs.send(new GetObjectCommand({ Bucket, Key: 'page' }));
  const block = (RestrictPublicBuckets: boolean) =>
    door.s3.send(
      new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { RestrictPublicBuckets } }),
    );
  await block(true);
  await door.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  expect(await failure(read())).toMatchObject({ name: 'AccessDenied' });
  await block(false);
  expect(await (await read()).Body?.transformToString()).toBe('hello');
  await door.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  expect(await failure(door.s3.send(new GetPublicAccessBlockCommand({ Bucket })))).toMatchObject({
    name: 'NoSuchPublicAccessBlockConfiguration',
    status: 404,
  });
});

test('tags are replaced as a whole', async () => {
  const get = () => door.s3.send(new GetBucketTaggingCommand({ Bucket }));
  const put = (...TagSet: { Key: string; Value: string }[]) =>
    door.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  expect(await failure(get())).toMatchObject({ name: 'NoSuchTagSet', status: 404 });
  await put({ Key: 'team', Value: 'queues' }, { Key: 'env', Value: 'test' });
  await put({ Key: 'only', Value: 'this' });
  expect((await get()).TagSet).toEqual([{ Key: 'only', Value: 'this' }]);
  expect(await failure(put({ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }))).toMatchObject({ name: 'InvalidTag' });
  expect(await failure(put({ Key: 'aws:mine', Value: '1' }))).toMatchObject({ name: 'InvalidTag' });
  await door.s3.send(new DeleteBucketTaggingCommand({ Bucket }));
  expect(await failure(get())).toMatchObject({ name: 'NoSuchTagSet' });
});

test('ownership controls are one of three', async () => {
  const put = (ObjectOwnership: string) =>
    door.s3.send(
      new PutBucketOwnershipControlsCommand({
        Bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: ObjectOwnership as 'ObjectWriter' }] },
      }),
    );
  await put('ObjectWriter');
  const { OwnershipControls } = await door.s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'ObjectWriter' }]);
  expect(await failure(put('Nobody'))).toMatchObject({ name: 'MalformedXML' });
});

describe('versioning', () => {
  const put = (Status: 'Enabled' | 'Suspended') =>
    door.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

  test('cannot be enabled yet, and the answer says so', async () => {
    const error = await failure(put('Enabled'));
    expect(error).toMatchObject({ name: 'NotImplemented', status: 501 });
    expect(error['message']).toContain('versioning');
  });

  test('suspended, every object is its null version and a delete leaves a marker', async () => {
    await put('Suspended');
    expect((await door.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended');
    const key = { Bucket, Key: 'a' };
    expect((await door.s3.send(new PutObjectCommand({ ...key, Body: 'a' }))).VersionId).toBe('null');
    expect((await door.s3.send(new GetObjectCommand({ ...key, VersionId: 'null' }))).VersionId).toBe('null');
    expect(await failure(door.s3.send(new GetObjectCommand({ ...key, VersionId: 'abc' })))).toMatchObject({
      name: 'InvalidArgument',
      message: 'Invalid version id specified',
    });
    const marker = { DeleteMarker: true, VersionId: 'null' };
    expect(await door.s3.send(new DeleteObjectCommand(key))).toMatchObject(marker);
    expect(await failure(door.s3.send(new GetObjectCommand(key)))).toMatchObject({ name: 'NoSuchKey' });
    expect(await failure(door.s3.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({ name: 'BucketNotEmpty' });
    expect(await door.s3.send(new DeleteObjectCommand({ ...key, VersionId: 'null' }))).toMatchObject(marker);
    await door.s3.send(new DeleteBucketCommand({ Bucket }));
  });
});
