import {
  accountRegionalBucketName,
  bucketNameProblems,
  isBucketName,
  maxBucketNamePrefixLength,
  parseAccountRegionalBucketName,
} from '../../model/bucket-name';
import { isFifoQueueName, queueNameProblem } from '../../model/queue-name';

const x = (count: number) => 'x'.repeat(count);

describe('a queue name', () => {
  test.each(['q', 'Orders_2026-v1', x(80)])('of a standard queue may be %s', (name) => {
    expect(queueNameProblem(name, 'standard')).toBeUndefined();
  });

  test.each(['', x(81), 'my queue!', 'a.b', 'orders.fifo', 'ü'])('of a standard queue may not be %j', (name) => {
    expect(queueNameProblem(name, 'standard')).toBe(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  });

  test.each(['q.fifo', `${x(75)}.fifo`])('of a FIFO queue may be %s', (name) => {
    expect(queueNameProblem(name, 'fifo')).toBeUndefined();
    expect(isFifoQueueName(name)).toBe(true);
  });

  test.each(['q', '.fifo', `${x(76)}.fifo`, 'a.b.fifo', 'q.FIFO'])('of a FIFO queue may not be %j', (name) => {
    expect(queueNameProblem(name, 'fifo')).toContain('must end with .fifo suffix and be 1 to 80 in length.');
  });
});

describe('a bucket name', () => {
  test.each(['abc', x(63), 'my.bucket-1', '1.2.3', '192.168.5.4.a'])('may be %s', (name) => {
    expect(bucketNameProblems(name)).toEqual([]);
    expect(isBucketName(name)).toBe(true);
  });

  test.each([
    ['ab', '3 to 63 characters long'],
    [x(64), '3 to 63 characters long'],
    ['MyBucket', 'only lower-case letters'],
    ['my_bucket', 'only lower-case letters'],
    ['-bucket', 'a letter or digit at the beginning'],
    ['bucket.', 'at the end'],
    ['my..bucket', 'without two dots in a row'],
    ['192.168.5.4', 'not formatted as an IP address'],
    ['xn--bucket', 'reserved beginnings'],
    ['bucket-s3alias', 'reserved ends'],
  ])('may not be %s', (name, problem) => {
    expect(bucketNameProblems(name).join('; ')).toContain(problem);
    expect(isBucketName(name)).toBe(false);
  });

  test('breaks several rules at once, and all are told', () => {
    expect(bucketNameProblems('-A')).toHaveLength(3);
  });
});

describe("a name in an account's regional namespace", () => {
  const name = { prefix: 'uploads', account: '111122223333', region: 'ap-southeast-2' };
  const full = 'uploads-111122223333-ap-southeast-2-an';

  test('is known from its prefix, account and region', () => {
    expect(accountRegionalBucketName(name)).toBe(full);
    expect(parseAccountRegionalBucketName(full)).toEqual(name);
  });

  test('is as long as a bucket name may be when its prefix is as long as it may be', () => {
    const prefix = x(maxBucketNamePrefixLength(name.region));
    expect(accountRegionalBucketName({ ...name, prefix })).toHaveLength(63);
    expect(isBucketName(accountRegionalBucketName({ ...name, prefix }))).toBe(true);
  });

  test.each(['uploads', 'uploads-an', 'uploads-123-eu-west-1-an', '-111122223333-eu-west-1-an'])(
    'is not %s',
    (other) => {
      expect(parseAccountRegionalBucketName(other)).toBeUndefined();
    },
  );
});
