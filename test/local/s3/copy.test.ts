import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { failure, inProcess, type S3Door } from './s3-cloud';

const Bucket = 'copies';

let door: S3Door;
beforeAll(async () => {
  door = await inProcess();
  await door.s3.send(new CreateBucketCommand({ Bucket }));
  await door.s3.send(new CreateBucketCommand({ Bucket: 'target' }));
  const original = {
    Bucket,
    Key: 'käse & brot+1.txt',
    Body: 'original',
    ContentType: 'text/plain',
    Metadata: { a: '1' },
  };
  await door.s3.send(new PutObjectCommand(original));
});
afterAll(() => door.cloud.stop());

const CopySource = `${Bucket}/${encodeURIComponent('käse & brot+1.txt')}`;
const copy = (more: object) =>
  door.s3.send(new CopyObjectCommand({ Bucket: 'target', Key: 'copy', CopySource, ...more }));
const head = (Key: string) => door.s3.send(new HeadObjectCommand({ Bucket: 'target', Key }));

test('a copy has the bytes, type and metadata of its source', async () => {
  const { CopyObjectResult } = await copy({});
  const object = await door.s3.send(new GetObjectCommand({ Bucket: 'target', Key: 'copy' }));
  expect(await object.Body?.transformToString()).toBe('original');
  expect(object).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' }, ETag: CopyObjectResult?.ETag });
});

test('a copy may have metadata of its own', async () => {
  await copy({ Key: 'own', MetadataDirective: 'REPLACE', Metadata: { b: '2' }, ContentType: 'text/html' });
  expect(await head('own')).toMatchObject({ ContentType: 'text/html', Metadata: { b: '2' } });
});

test('an object is copied onto itself only to change it', async () => {
  const self = { Bucket, Key: 'käse & brot+1.txt' };
  const error = await failure(copy(self));
  expect(error).toMatchObject({ name: 'InvalidRequest' });
  expect(error['message']).toContain('trying to copy an object to itself');
  await copy({ ...self, MetadataDirective: 'REPLACE', ContentType: 'text/plain', Metadata: { a: '1' } });
});

test('a copy may depend on the source', async () => {
  expect(await failure(copy({ CopySourceIfMatch: '"other"' }))).toMatchObject({
    name: 'PreconditionFailed',
    Condition: 'x-amz-copy-source-If-Match',
    status: 412,
  });
});

test('a source that is not there, or is none, is an error', async () => {
  expect(await failure(copy({ CopySource: `${Bucket}/nothing` }))).toMatchObject({ name: 'NoSuchKey', Key: 'nothing' });
  expect(await failure(copy({ CopySource: 'no-such-bucket/key' }))).toMatchObject({ name: 'NoSuchBucket' });
  expect(await failure(copy({ CopySource: 'nothing' }))).toMatchObject({
    name: 'InvalidArgument',
    ArgumentName: 'x-amz-copy-source',
  });
});
