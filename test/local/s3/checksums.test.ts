import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { doors, failure, type S3Door } from './s3-cloud';

const Bucket = 'checksums';

/** The published check values: of the nine digits. */
const nineDigits = {
  CRC32: 'y/Q5Jg==',
  CRC32C: '4waSgw==',
  CRC64NVME: 'rosUhgp5mIg=',
  SHA1: createHash('sha1').update('123456789').digest('base64'),
  SHA256: createHash('sha256').update('123456789').digest('base64'),
} as const;

describe.each(doors)('checksums (%s)', (_name, open) => {
  let door: S3Door;
  beforeAll(async () => {
    door = await open();
    await door.s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(() => door.cloud.stop());

  const put = (Key: string, more: object) =>
    door.s3.send(new PutObjectCommand({ Bucket, Key, Body: '123456789', ...more }));

  test.each(Object.entries(nineDigits))('%s is computed, verified, kept and returned', async (algorithm, value) => {
    const member = `Checksum${algorithm}`;
    expect(await put(algorithm, { ChecksumAlgorithm: algorithm })).toMatchObject({
      [member]: value,
      ChecksumType: 'FULL_OBJECT',
    });
    await put(algorithm, { [member]: value });
    const head = await door.s3.send(new HeadObjectCommand({ Bucket, Key: algorithm, ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({ [member]: value, ChecksumType: 'FULL_OBJECT' });
    const { Body } = await door.s3.send(new GetObjectCommand({ Bucket, Key: algorithm, ChecksumMode: 'ENABLED' }));
    expect(await Body?.transformToString()).toBe('123456789');
  });

  test.each(Object.entries(nineDigits))('a wrong %s stores nothing', async (algorithm, value) => {
    const wrong = `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`;
    expect(await failure(put('never', { [`Checksum${algorithm}`]: wrong }))).toMatchObject({
      name: 'BadDigest',
      message: `The ${algorithm} you specified did not match the calculated checksum.`,
      status: 400,
    });
    const { KeyCount } = await door.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'never' }));
    expect(KeyCount).toBe(0);
  });

  test('a value that cannot be a checksum is named', async () => {
    expect(await failure(put('never', { ChecksumSHA256: 'abc=' }))).toMatchObject({
      name: 'InvalidRequest',
      message: 'Value for x-amz-checksum-sha256 header is invalid.',
    });
  });

  test('a stream carries its checksum behind it', async () => {
    const pieces = Array.from({ length: 20 }, (_, index) => Buffer.alloc(10_000, index));
    const body = Buffer.concat(pieces);
    for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA256'] as const) {
      const Body = Readable.from(pieces, { objectMode: false });
      const put = new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: body.length, ChecksumAlgorithm });
      const answer = await door.s3.send(put);
      expect(answer[`Checksum${ChecksumAlgorithm}`]).toBeDefined();
      const object = await door.s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
      expect(object.ContentEncoding).toBeUndefined();
      expect(Buffer.from((await object.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    }
  });

  test('Content-MD5 is verified', async () => {
    const md5 = (text: string) => createHash('md5').update(text).digest('base64');
    await put('md5', { ContentMD5: md5('123456789') });
    expect(await failure(put('md5', { ContentMD5: md5('other') }))).toMatchObject({
      name: 'BadDigest',
      message: 'The Content-MD5 you specified did not match what we received.',
      CalculatedDigest: md5('123456789'),
    });
    expect(await failure(put('md5', { ContentMD5: 'short' }))).toMatchObject({ name: 'InvalidDigest' });
  });
});
