import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { doors, failure, type S3Door } from './s3-cloud';

const Bucket = 'multipart';
const MIB = 1_048_576;

const md5 = (data: Buffer) => createHash('md5').update(data);

describe.each(doors)('multipart uploads (%s)', (_name, open) => {
  let door: S3Door;
  const first = Buffer.alloc(5 * MIB, 'first ');
  const second = Buffer.from('second and last');
  beforeAll(async () => {
    door = await open();
    await door.s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(() => door.cloud.stop());

  const filesOnDisk = () => {
    const directory = join(door.cloud.kernel.directory, 'objects');
    return existsSync(directory) ? readdirSync(directory) : [];
  };
  const start = async (Key: string, more: object = {}) => {
    const { UploadId } = await door.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
    return { Bucket, Key, UploadId };
  };
  type Started = Awaited<ReturnType<typeof start>>;
  const part = (upload: Started, PartNumber: number, Body: Buffer, more: object = {}) =>
    door.s3.send(new UploadPartCommand({ ...upload, PartNumber, Body, ...more }));
  const complete = (upload: Started, Parts: object[]) =>
    door.s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));

  test('parts become one object, whose entity tag is that of the parts', async () => {
    const upload = await start('two parts', { ContentType: 'text/plain', Metadata: { kind: 'parts' }, Tagging: 'a=1' });
    const b = await part(upload, 7, second);
    const a = await part(upload, 3, first);
    const listed = await door.s3.send(new ListPartsCommand(upload));
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [3, first.length],
      [7, second.length],
    ]);
    const { ETag, Location } = await complete(upload, [
      { PartNumber: 3, ETag: a.ETag },
      { PartNumber: 7, ETag: b.ETag },
    ]);
    expect(ETag).toBe(`"${md5(Buffer.concat([md5(first).digest(), md5(second).digest()])).digest('hex')}-2"`);
    expect(Location).toBe(`${door.cloud.url}/multipart/two%20parts`);
    const object = await door.s3.send(new GetObjectCommand({ Bucket, Key: 'two parts' }));
    expect(object).toMatchObject({ ContentType: 'text/plain', Metadata: { kind: 'parts' }, TagCount: 1, ETag });
    const body = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    expect(body.equals(Buffer.concat([first, second]))).toBe(true);
    expect(await failure(complete(upload, [{ PartNumber: 3, ETag: a.ETag }]))).toMatchObject({
      name: 'NoSuchUpload',
      status: 404,
    });
  });

  test('a range may cross the parts, and a part may be read alone', async () => {
    const upload = await start('ranges');
    const parts = [await part(upload, 1, first), await part(upload, 2, second)];
    await complete(
      upload,
      parts.map(({ ETag }, index) => ({ PartNumber: index + 1, ETag })),
    );
    const read = async (more: object) => {
      const { Body, PartsCount } = await door.s3.send(new GetObjectCommand({ Bucket, Key: 'ranges', ...more }));
      return { text: await Body?.transformToString(), PartsCount };
    };
    expect((await read({ Range: `bytes=${first.length - 4}-${first.length + 5}` })).text).toBe(
      `${first.subarray(-4)}second`,
    );
    expect(await read({ PartNumber: 2 })).toEqual({ text: 'second and last', PartsCount: 2 });
    const head = await door.s3.send(new HeadObjectCommand({ Bucket, Key: 'ranges', PartNumber: 1 }));
    expect(head).toMatchObject({ PartsCount: 2, ContentLength: first.length });
    const attributes = await door.s3.send(
      new GetObjectAttributesCommand({ Bucket, Key: 'ranges', ObjectAttributes: ['ObjectParts'] }),
    );
    expect(attributes.ObjectParts).toMatchObject({ TotalPartsCount: 2, IsTruncated: false });
  });

  test("the SDK's Upload works, composite checksums included", async () => {
    const Body = Buffer.alloc(11 * MIB, 'upload ');
    const upload = new Upload({ client: door.s3, params: { Bucket, Key: 'upload', Body } });
    const done = await upload.done();
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    expect(done.ChecksumCRC32).toMatch(/^.{8}-3$/);
    const object = await door.s3.send(new GetObjectCommand({ Bucket, Key: 'upload' }));
    const read = Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    expect(md5(read).digest('hex')).toBe(md5(Body).digest('hex'));
  });

  test('a checksum may be that of the whole object', async () => {
    const upload = await start('whole', { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'FULL_OBJECT' });
    const { ETag } = await part(upload, 1, Buffer.from('123456789'), { ChecksumAlgorithm: 'CRC64NVME' });
    expect(await complete(upload, [{ PartNumber: 1, ETag }])).toMatchObject({
      ChecksumCRC64NVME: 'rosUhgp5mIg=',
      ChecksumType: 'FULL_OBJECT',
    });
  });

  test('a part can be uploaded again; the last one counts', async () => {
    const upload = await start('again');
    const old = await part(upload, 1, Buffer.from('old'));
    const { ETag } = await part(upload, 1, Buffer.from('new'));
    expect(await failure(complete(upload, [{ PartNumber: 1, ETag: old.ETag }]))).toMatchObject({
      name: 'InvalidPart',
      PartNumber: '1',
      status: 400,
    });
    await complete(upload, [{ PartNumber: 1, ETag }]);
    const { Body } = await door.s3.send(new GetObjectCommand({ Bucket, Key: 'again' }));
    expect(await Body?.transformToString()).toBe('new');
  });

  test('parts must be in order, and all but the last one large enough', async () => {
    const upload = await start('rules');
    const a = await part(upload, 1, second);
    const b = await part(upload, 2, second);
    const one = { PartNumber: 1, ETag: a.ETag };
    const two = { PartNumber: 2, ETag: b.ETag };
    expect(await failure(complete(upload, [two, one]))).toMatchObject({ name: 'InvalidPartOrder' });
    expect(await failure(complete(upload, [one, two]))).toMatchObject({
      name: 'EntityTooSmall',
      MinSizeAllowed: '5242880',
      ProposedSize: '15',
      PartNumber: '1',
    });
    expect(await failure(complete(upload, []))).toMatchObject({ name: 'MalformedXML' });
    expect(await failure(part(upload, 10_001, second))).toMatchObject({
      name: 'InvalidArgument',
      message: 'Part number must be an integer between 1 and 10000, inclusive',
    });
  });

  test('an aborted upload leaves nothing behind', async () => {
    const before = filesOnDisk();
    const upload = await start('aborted');
    await part(upload, 1, first);
    expect(filesOnDisk().length).toBe(before.length + 1);
    await door.s3.send(new AbortMultipartUploadCommand(upload));
    expect(filesOnDisk()).toEqual(before);
    expect(await failure(part(upload, 2, second))).toMatchObject({ name: 'NoSuchUpload', UploadId: upload.UploadId });
  });

  test('uploads that are going on are listed by key', async () => {
    const keys = ['list/b/2', 'list/a', 'list/b/1', 'list/c'];
    for (const key of keys) await start(key);
    const list = (more: object) => door.s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'list/', ...more }));
    expect((await list({})).Uploads?.map((upload) => upload.Key)).toEqual(['list/a', 'list/b/1', 'list/b/2', 'list/c']);
    const rolled = await list({ Delimiter: '/' });
    expect(rolled.Uploads?.map((upload) => upload.Key)).toEqual(['list/a', 'list/c']);
    expect(rolled.CommonPrefixes).toEqual([{ Prefix: 'list/b/' }]);
    const page = await list({ MaxUploads: 2 });
    expect(page.IsTruncated).toBe(true);
    const rest = await list({ KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker });
    expect(rest.Uploads?.map((upload) => upload.Key)).toEqual(['list/b/2', 'list/c']);
  });

  test('a copy of a multipart object is one piece', async () => {
    const upload = await start('original');
    const parts = [await part(upload, 1, first), await part(upload, 2, second)];
    await complete(
      upload,
      parts.map(({ ETag }, index) => ({ PartNumber: index + 1, ETag })),
    );
    const { CopyObjectResult } = await door.s3.send(
      new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: 'multipart/original' }),
    );
    expect(CopyObjectResult?.ETag).toBe(`"${md5(Buffer.concat([first, second])).digest('hex')}"`);
  });
});
