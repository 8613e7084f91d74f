import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { doors, failure, type S3Door } from './s3-cloud';

const Bucket = 'objects';

/** Names that people give to files, and the ones that break servers. */
const keys = [
  'plain.txt',
  'a folder/with spaces/file name.txt',
  'a+b%20c&d#e?f=g;h,i.txt',
  'Grüße aus Köln.pdf',
  '季度报告/数据.csv',
  '📦 parcel/😀.png',
  'quotes \' and " and <xml>&amp;.txt',
  'trailing/slash/',
  '//double//slash',
  '../up/./down',
  'x'.repeat(1_024),
];

describe.each(doors)('objects (%s)', (_name, open) => {
  let door: S3Door;
  beforeAll(async () => {
    door = await open();
    await door.s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(() => door.cloud.stop());

  const put = (Key: string, Body: string | Uint8Array, more: object = {}) =>
    door.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = (Key: string, more: object = {}) => door.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));

  test.each(keys)('the key %j comes back as it was', async (key) => {
    await put(key, key);
    const object = await get(key);
    expect(await object.Body?.transformToString()).toBe(key);
    const { Contents } = await door.s3.send(new ListObjectsV2Command({ Bucket, Prefix: key }));
    expect(Contents?.map((content) => content.Key)).toContain(key);
  });

  test('an object has its MD5 as entity tag, its length, type, metadata and time', async () => {
    const body = Buffer.from('id,name\n1,queue\n');
    const before = Math.floor(door.cloud.now() / 1_000) * 1_000;
    const written = await put('table.csv', body, {
      ContentType: 'text/csv',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment',
      ContentLanguage: 'en',
      Metadata: { Origin: 'a test', count: '2' },
    });
    const ETag = `"${createHash('md5').update(body).digest('hex')}"`;
    expect(written).toMatchObject({ ETag, ChecksumType: 'FULL_OBJECT', ServerSideEncryption: 'AES256' });
    const head = await door.s3.send(new HeadObjectCommand({ Bucket, Key: 'table.csv' }));
    expect(head).toMatchObject({
      ETag,
      ContentLength: body.length,
      ContentType: 'text/csv',
      CacheControl: 'max-age=60',
      ContentDisposition: 'attachment',
      ContentLanguage: 'en',
      AcceptRanges: 'bytes',
      Metadata: { origin: 'a test', count: '2' },
    });
    expect(head.LastModified?.getTime()).toBeGreaterThanOrEqual(before);
    expect((head.LastModified?.getTime() ?? 1) % 1_000).toBe(0);
    expect(head.VersionId).toBeUndefined();
  });

  test('an empty object is an object', async () => {
    await put('empty', Buffer.alloc(0));
    const object = await get('empty');
    expect(object.ContentLength).toBe(0);
    expect(object.ETag).toBe('"d41d8cd98f00b204e9800998ecf8427e"');
    expect(object.ContentType).toBe('application/octet-stream');
    expect(await object.Body?.transformToString()).toBe('');
  });

  test('a key of more than 1,024 bytes is too long', async () => {
    expect(await failure(put('ü'.repeat(513), 'x'))).toMatchObject({
      name: 'KeyTooLongError',
      message: 'Your key is too long',
      Size: '1026',
      MaxSizeAllowed: '1024',
      status: 400,
    });
  });

  test('a missing key is a NoSuchKey, or a 404 without a body for HEAD', async () => {
    expect(await failure(get('nothing here'))).toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      Key: 'nothing here',
      status: 404,
    });
    expect(await failure(door.s3.send(new HeadObjectCommand({ Bucket, Key: 'nothing here' })))).toMatchObject({
      name: 'NotFound',
      status: 404,
    });
  });

  test.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-99', '56789', 'bytes 5-9/10'],
  ])('the range %s is %s', async (Range, text, ContentRange) => {
    await put('digits', '0123456789');
    const part = await get('digits', { Range });
    expect(await part.Body?.transformToString()).toBe(text);
    expect(part).toMatchObject({ ContentRange, ContentLength: text.length, $metadata: { httpStatusCode: 206 } });
  });

  test('a range outside the object is refused, one that makes no sense ignored', async () => {
    await put('digits', '0123456789');
    expect(await failure(get('digits', { Range: 'bytes=10-' }))).toMatchObject({
      name: 'InvalidRange',
      ActualObjectSize: '10',
      RangeRequested: 'bytes=10-',
      status: 416,
    });
    expect(await (await get('digits', { Range: 'lines=1-2' })).Body?.transformToString()).toBe('0123456789');
  });

  test('reads have conditions', async () => {
    const { ETag } = await put('conditional', 'one');
    await get('conditional', { IfMatch: ETag });
    expect(await failure(get('conditional', { IfMatch: '"other"' }))).toMatchObject({
      name: 'PreconditionFailed',
      Condition: 'If-Match',
      status: 412,
    });
    expect(await failure(get('conditional', { IfNoneMatch: ETag }))).toMatchObject({ status: 304 });
    const tomorrow = new Date(door.cloud.now() + 86_400_000);
    expect(await failure(get('conditional', { IfModifiedSince: tomorrow }))).toMatchObject({ status: 304 });
    await get('conditional', { IfUnmodifiedSince: tomorrow });
  });

  test('writes have conditions, so that nothing is overwritten by accident', async () => {
    const { ETag } = await put('once', 'first', { IfNoneMatch: '*' });
    expect(await failure(put('once', 'second', { IfNoneMatch: '*' }))).toMatchObject({
      name: 'PreconditionFailed',
      message: 'At least one of the pre-conditions you specified did not hold',
      Condition: 'If-None-Match',
      status: 412,
    });
    await put('once', 'third', { IfMatch: ETag });
    expect(await failure(put('once', 'fourth', { IfMatch: ETag }))).toMatchObject({
      Condition: 'If-Match',
      status: 412,
    });
    expect(await failure(put('never', 'x', { IfMatch: ETag }))).toMatchObject({ name: 'NoSuchKey', status: 404 });
    expect(await (await get('once')).Body?.transformToString()).toBe('third');
  });

  test('deleting succeeds whether the key is there or not', async () => {
    await put('short-lived', 'x');
    for (const _ of [1, 2]) {
      const { $metadata } = await door.s3.send(new DeleteObjectCommand({ Bucket, Key: 'short-lived' }));
      expect($metadata.httpStatusCode).toBe(204);
    }
    expect(await failure(get('short-lived'))).toMatchObject({ name: 'NoSuchKey' });
  });

  test('many keys are deleted at once, 1,000 at most', async () => {
    const many = ['one & two', '三', 'not there'];
    await put('one & two', 'x');
    await put('三', 'x');
    const Objects = many.map((Key) => ({ Key }));
    const { Deleted, Errors } = await door.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map((deleted) => deleted.Key)).toEqual(many);
    expect(Errors ?? []).toEqual([]);
    expect(await failure(get('三'))).toMatchObject({ name: 'NoSuchKey' });
    const tooMany = Array.from({ length: 1_001 }, (_, index) => ({ Key: String(index) }));
    const call = door.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: tooMany } }));
    expect(await failure(call)).toMatchObject({ name: 'MalformedXML' });
  });

  test('tags come with the object or later', async () => {
    await put('tagged', 'x', { Tagging: 'team=queues%20%2B%20co&env=test' });
    const tagging = () => door.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    expect((await tagging()).TagSet).toEqual([
      { Key: 'team', Value: 'queues + co' },
      { Key: 'env', Value: 'test' },
    ]);
    expect((await get('tagged')).TagCount).toBe(2);
    const Tagging = { TagSet: [{ Key: 'only', Value: '' }] };
    await door.s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging }));
    expect((await tagging()).TagSet).toEqual([{ Key: 'only', Value: '' }]);
    expect(await failure(put('tagged', 'x', { Tagging: 'a=1&a=2' }))).toMatchObject({
      name: 'InvalidArgument',
      ArgumentName: 'x-amz-tagging',
    });
  });

  test('metadata holds 2 KB', async () => {
    expect(await failure(put('heavy', 'x', { Metadata: { note: 'n'.repeat(2_048) } }))).toMatchObject({
      name: 'MetadataTooLarge',
      Size: '2052',
      MaxSizeAllowed: '2048',
    });
  });

  test('attributes are told without the object', async () => {
    const { ETag } = await put('attributes', '123456789');
    const ObjectAttributes = ['ETag', 'ObjectSize', 'StorageClass', 'Checksum', 'ObjectParts'] as const;
    const answer = await door.s3.send(
      new GetObjectAttributesCommand({ Bucket, Key: 'attributes', ObjectAttributes: [...ObjectAttributes] }),
    );
    expect(answer).toMatchObject({ ETag: ETag?.replaceAll('"', ''), ObjectSize: 9, StorageClass: 'STANDARD' });
    // The check value of CRC-32: cbf43926.
    expect(answer.Checksum?.ChecksumCRC32).toBe('y/Q5Jg==');
    expect(answer.ObjectParts).toBeUndefined();
  });

  test('what the local cloud cannot do is refused, not ignored', async () => {
    expect(await failure(put('a', 'x', { ServerSideEncryption: 'aws:kms:dsse' }))).toMatchObject({
      name: 'NotImplemented',
      status: 501,
    });
    expect(await failure(put('a', 'x', { StorageClass: 'GLACIER' }))).toMatchObject({ name: 'NotImplemented' });
    expect(await failure(put('a', 'x', { ACL: 'public-read' }))).toMatchObject({
      name: 'AccessControlListNotSupported',
      message: 'The bucket does not allow ACLs',
    });
  });
});
