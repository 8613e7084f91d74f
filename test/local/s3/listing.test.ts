import {
  CreateBucketCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { failure, inProcess, type S3Door } from './s3-cloud';

const Bucket = 'listing';

let door: S3Door;
beforeAll(async () => {
  door = await inProcess();
  await door.s3.send(new CreateBucketCommand({ Bucket }));
  for (const Key of [
    'a.txt',
    'photos/2025/a.jpg',
    'photos/2025/b.jpg',
    'photos/2026/c.jpg',
    'photos/d.jpg',
    'z é+.txt',
  ]) {
    await door.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  }
});
afterAll(() => door.cloud.stop());

const list = (more: object = {}) => door.s3.send(new ListObjectsV2Command({ Bucket, ...more }));

test('a delimiter rolls keys up into common prefixes', async () => {
  expect(await list({ Delimiter: '/' })).toMatchObject({
    Contents: [{ Key: 'a.txt' }, { Key: 'z é+.txt' }],
    CommonPrefixes: [{ Prefix: 'photos/' }],
    KeyCount: 3,
    IsTruncated: false,
    MaxKeys: 1_000,
    Name: Bucket,
  });
  expect(await list({ Delimiter: '/', Prefix: 'photos/' })).toMatchObject({
    Contents: [{ Key: 'photos/d.jpg' }],
    CommonPrefixes: [{ Prefix: 'photos/2025/' }, { Prefix: 'photos/2026/' }],
    Prefix: 'photos/',
  });
});

test('each entry says size, entity tag, time and storage class; the owner on request', async () => {
  const { Contents } = await list({ MaxKeys: 1 });
  expect(Contents).toMatchObject([{ Key: 'a.txt', Size: 5, StorageClass: 'STANDARD' }]);
  expect(Contents?.[0]?.ETag).toMatch(/^"[0-9a-f]{32}"$/);
  expect(Contents?.[0]?.LastModified?.getTime()).toBe(door.cloud.now());
  expect(Contents?.[0]?.Owner).toBeUndefined();
  expect((await list({ FetchOwner: true })).Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
});

test('pages follow each other by their tokens', async () => {
  const keys: (string | undefined)[] = [];
  let pages = 0;
  for await (const page of paginateListObjectsV2({ client: door.s3, pageSize: 2 }, { Bucket, Delimiter: '/' })) {
    pages += 1;
    keys.push(...(page.Contents ?? []).map((entry) => entry.Key));
    keys.push(...(page.CommonPrefixes ?? []).map((entry) => entry.Prefix));
  }
  expect(pages).toBe(2);
  expect(keys).toEqual(['a.txt', 'photos/', 'z é+.txt']);
  expect(await failure(list({ ContinuationToken: 'made up' }))).toMatchObject({
    name: 'InvalidArgument',
    message: 'The continuation token provided is incorrect',
    ArgumentName: 'continuation-token',
  });
});

test('a listing may start after a key', async () => {
  expect((await list({ StartAfter: 'photos/2025/b.jpg' })).Contents?.map((entry) => entry.Key)).toEqual([
    'photos/2026/c.jpg',
    'photos/d.jpg',
    'z é+.txt',
  ]);
});

test('no keys are asked for with 0, and 1,000 with more', async () => {
  expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false, MaxKeys: 0 });
  expect(await list({ MaxKeys: 5_000 })).toMatchObject({ MaxKeys: 1_000 });
  expect(await failure(list({ MaxKeys: -1 }))).toMatchObject({ name: 'InvalidArgument', ArgumentName: 'max-keys' });
});

test('keys come URL-encoded on request, as the AWS CLI asks for them', async () => {
  const { Contents, EncodingType } = await list({ EncodingType: 'url', Prefix: 'z' });
  expect(Contents?.map((entry) => entry.Key)).toEqual(['z+%C3%A9%2B.txt']);
  expect(EncodingType).toBe('url');
});

test('the first version of the listing goes on after a marker', async () => {
  const page = await door.s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
  expect(page).toMatchObject({ IsTruncated: true, NextMarker: 'photos/', CommonPrefixes: [{ Prefix: 'photos/' }] });
  const rest = await door.s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: page.NextMarker }));
  expect(rest.Contents?.map((entry) => entry.Key)).toEqual(['z é+.txt']);
  expect(rest.CommonPrefixes).toBeUndefined();
});

test('2,100 keys are listed in three pages', async () => {
  const many = 'many-keys';
  await door.s3.send(new CreateBucketCommand({ Bucket: many }));
  for (let at = 0; at < 2_100; at += 1) {
    await door.s3.send(new PutObjectCommand({ Bucket: many, Key: `folder ${at % 7}/${at}`, Body: '' }));
  }
  const seen = new Set<string | undefined>();
  let pages = 0;
  for await (const page of paginateListObjectsV2({ client: door.s3 }, { Bucket: many })) {
    pages += 1;
    for (const entry of page.Contents ?? []) seen.add(entry.Key);
  }
  expect([pages, seen.size]).toEqual([3, 2_100]);
});
