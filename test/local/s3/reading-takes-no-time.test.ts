import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { inProcess, type S3Door } from './s3-cloud';

const Bucket = 'texts';
const Key = 'long';
const text = 'x'.repeat(5_000_000);
const MINUTE = 60_000;

let door: S3Door;
beforeEach(async () => {
  door = await inProcess();
  await door.s3.send(new CreateBucketCommand({ Bucket }));
  await door.s3.send(new PutObjectCommand({ Bucket, Key, Body: text }));
});
afterEach(() => door.cloud.stop());

const get = () => door.s3.send(new GetObjectCommand({ Bucket, Key }));

test('a large object that is read while virtual time passes is read in no time', async () => {
  const { cloud } = door;
  const start = cloud.now();
  cloud.kernel.clock.at(start + MINUTE, 'work', () => {});
  const reading = get().then(async ({ Body }) => ({ read: await Body?.transformToString(), at: cloud.now() }));
  await cloud.advance(2 * MINUTE);
  expect(await reading).toEqual({ read: text, at: start });
});

test('an object whose body nobody reads does not stop the clock', async () => {
  const { cloud } = door;
  const start = cloud.now();
  const { Body } = await get();
  await cloud.advance(MINUTE);
  expect(cloud.now()).toBe(start + MINUTE);
  expect(await Body?.transformToString()).toBe(text);
});
