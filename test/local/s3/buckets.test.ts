import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { doors, failure, type S3Door } from './s3-cloud';

describe.each(doors)('buckets (%s)', (_name, open) => {
  let door: S3Door;
  beforeAll(async () => {
    door = await open();
  });
  afterAll(() => door.cloud.stop());

  const other = () => door.client({ account: '444455556666' });
  const inRegion = (region: string) => door.client({ region });

  test('a bucket is created, found, listed and deleted', async () => {
    const created = await door.s3.send(new CreateBucketCommand({ Bucket: 'first-bucket' }));
    expect(created.Location).toBe('/first-bucket');
    const head = await door.s3.send(new HeadBucketCommand({ Bucket: 'first-bucket' }));
    expect(head.BucketRegion).toBe('us-east-1');
    const { Buckets } = await door.s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map((bucket) => bucket.Name)).toEqual(['first-bucket']);
    expect(Buckets?.[0]?.CreationDate).toBeInstanceOf(Date);
    await door.s3.send(new DeleteBucketCommand({ Bucket: 'first-bucket' }));
    expect(await failure(door.s3.send(new HeadBucketCommand({ Bucket: 'first-bucket' })))).toMatchObject({
      name: 'NotFound',
      status: 404,
    });
  });

  test.each([
    'MyBucket',
    'ab',
    'a'.repeat(64),
    'two..dots',
    '192.168.5.4',
    '-begin',
    'xn--bucket',
    'bucket-s3alias',
    'under_score',
  ])('the name %s is refused', async (name) => {
    expect(await failure(door.s3.send(new CreateBucketCommand({ Bucket: name })))).toMatchObject({
      name: 'InvalidBucketName',
      message: 'The specified bucket is not valid.',
      BucketName: name,
      status: 400,
    });
  });

  test('a name belongs to one account', async () => {
    await door.s3.send(new CreateBucketCommand({ Bucket: 'taken-name' }));
    expect(await failure(other().send(new CreateBucketCommand({ Bucket: 'taken-name' })))).toMatchObject({
      name: 'BucketAlreadyExists',
      BucketName: 'taken-name',
      status: 409,
    });
    expect((await other().send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  });

  test('creating a bucket again is an error, except in us-east-1', async () => {
    await door.s3.send(new CreateBucketCommand({ Bucket: 'again-us' }));
    await door.s3.send(new CreateBucketCommand({ Bucket: 'again-us' }));
    const europe = inRegion('eu-west-1');
    await europe.send(new CreateBucketCommand({ Bucket: 'again-eu' }));
    expect(await failure(europe.send(new CreateBucketCommand({ Bucket: 'again-eu' })))).toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      status: 409,
    });
  });

  test('a bucket lives in its region: its location says so, and other regions are told', async () => {
    const europe = inRegion('eu-central-1');
    await europe.send(new CreateBucketCommand({ Bucket: 'in-frankfurt' }));
    expect((await door.s3.send(new GetBucketLocationCommand({ Bucket: 'in-frankfurt' }))).LocationConstraint).toBe(
      'eu-central-1',
    );
    expect(
      await failure(door.s3.send(new PutObjectCommand({ Bucket: 'in-frankfurt', Key: 'a', Body: 'a' }))),
    ).toMatchObject({
      name: 'AuthorizationHeaderMalformed',
      message: "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'",
      Region: 'eu-central-1',
    });
  });

  test('the location constraint must be that of the endpoint', async () => {
    const create = new CreateBucketCommand({
      Bucket: 'wrong-region',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    expect(await failure(inRegion('eu-central-1').send(create))).toMatchObject({
      name: 'IllegalLocationConstraintException',
      message:
        'The eu-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
  });

  test("a bucket in the account's own namespace says that it is", async () => {
    const name = 'uploads-111122223333-us-east-1-an';
    expect(await failure(door.s3.send(new CreateBucketCommand({ Bucket: name })))).toMatchObject({
      name: 'MissingNamespaceHeader',
    });
    const create = (Bucket: string) => new CreateBucketCommand({ Bucket, BucketNamespace: 'account-regional' });
    await door.s3.send(create(name));
    expect(await failure(other().send(create('images-111122223333-us-east-1-an')))).toMatchObject({
      name: 'InvalidBucketNamespace',
    });
    expect(await failure(door.s3.send(create('images-111122223333-eu-west-1-an')))).toMatchObject({
      name: 'InvalidBucketNamespace',
    });
    expect(await failure(door.s3.send(create('images')))).toMatchObject({ name: 'InvalidNamespaceHeader' });
  });

  test('a bucket that holds objects is not deleted', async () => {
    await door.s3.send(new CreateBucketCommand({ Bucket: 'full-bucket' }));
    await door.s3.send(new PutObjectCommand({ Bucket: 'full-bucket', Key: 'a', Body: 'a' }));
    expect(await failure(door.s3.send(new DeleteBucketCommand({ Bucket: 'full-bucket' })))).toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
      BucketName: 'full-bucket',
      status: 409,
    });
  });

  test('what is asked of a bucket that does not exist is a NoSuchBucket', async () => {
    expect(
      await failure(door.s3.send(new PutObjectCommand({ Bucket: 'no-such-bucket', Key: 'a', Body: 'a' }))),
    ).toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      BucketName: 'no-such-bucket',
      status: 404,
    });
  });

  test('a caller may insist on the owner', async () => {
    await door.s3.send(new CreateBucketCommand({ Bucket: 'owned-bucket' }));
    const head = (ExpectedBucketOwner: string) =>
      door.s3.send(new GetBucketLocationCommand({ Bucket: 'owned-bucket', ExpectedBucketOwner }));
    await head('111122223333');
    expect(await failure(head('444455556666'))).toMatchObject({ name: 'AccessDenied', status: 403 });
  });
});
