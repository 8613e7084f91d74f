import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketSource } from '../../../lib';
import { bucketArn } from '../../../model/arn';
import { type Architecture, architecture, baseCells, hasKey, PARTNER } from './architecture';
import { type Cell, PolicyMatrix } from './matrix';
import { ANYONE, EVERYTHING, roleOf, service } from './principals';
import { ACCOUNT } from './template-policies';

const BUCKET = bucketArn({ name: 'shop-uploads' });
const FROM_BUCKET = { 'aws:SourceArn': BUCKET, 'aws:SourceAccount': ACCOUNT };

/** Who sends in a bucket's name to what, and what the key must allow for it. */
function cells({ queue, deadLetterQueue, key }: Architecture, isNamed: boolean): readonly Cell[] {
  const s3 = { principal: service('s3'), context: FROM_BUCKET };
  const send = { action: 'sqs:SendMessage', resource: queue };
  const onQueue: readonly Cell[] = [
    { ...s3, ...send, title: 'S3 for the bucket', allowed: true },
    { ...s3, ...send, title: 'S3 to the dead-letter queue', resource: deadLetterQueue, allowed: false },
    { ...s3, ...send, title: 'S3 receives', action: 'sqs:ReceiveMessage', allowed: false },
    {
      ...s3,
      ...send,
      title: 'S3 without TLS',
      context: { ...FROM_BUCKET, 'aws:SecureTransport': 'false' },
      allowed: false,
    },
    {
      ...s3,
      ...send,
      title: 'S3 for another bucket of the account',
      context: { ...FROM_BUCKET, 'aws:SourceArn': bucketArn({ name: 'other' }) },
      allowed: !isNamed,
    },
    {
      ...s3,
      ...send,
      title: 'S3 for a bucket of this name in another account',
      context: { ...FROM_BUCKET, 'aws:SourceAccount': PARTNER },
      allowed: false,
    },
    {
      ...s3,
      ...send,
      title: 'S3 for something that is no bucket',
      context: { ...FROM_BUCKET, 'aws:SourceArn': `arn:aws:sns:us-east-1:${ACCOUNT}:shop-uploads` },
      allowed: false,
    },
    { ...s3, ...send, title: 'S3 for nobody', context: {}, allowed: false },
    {
      ...send,
      title: 'SNS in the name of the bucket',
      principal: service('sns'),
      context: FROM_BUCKET,
      allowed: false,
    },
    { ...send, title: 'anybody unsigned', principal: ANYONE, context: FROM_BUCKET, allowed: false },
    {
      ...send,
      title: 'another account in the name of the bucket',
      principal: roleOf(PARTNER),
      identity: EVERYTHING,
      context: FROM_BUCKET,
      allowed: false,
    },
  ];
  if (key === '') return onQueue;
  const encrypt = { resource: key, action: 'kms:GenerateDataKey' };
  return [
    ...onQueue,
    { ...s3, ...encrypt, title: 'S3 makes data keys', allowed: true },
    { ...s3, ...encrypt, title: 'S3 decrypts', action: 'kms:Decrypt', allowed: true },
    { ...s3, ...encrypt, title: 'S3 deletes the key', action: 'kms:ScheduleKeyDeletion', allowed: false },
    {
      ...s3,
      ...encrypt,
      title: 'S3 makes data keys for another account',
      context: { ...FROM_BUCKET, 'aws:SourceAccount': PARTNER },
      allowed: false,
    },
    { ...encrypt, title: 'SNS makes data keys', principal: service('sns'), context: FROM_BUCKET, allowed: false },
  ];
}

describe.each([
  ['standard', true],
  ['standard', false],
  ['standard with a customer key', true],
  ['standard with a customer key', false],
] as const)('a bucket that tells a queue, %s, its name known: %s', (kind, isNamed) => {
  const built = architecture(kind, (stack, queue) => {
    const bucket = new Bucket(stack, 'Uploads', isNamed ? { bucketName: 'shop-uploads' } : {});
    queue.addSource(new BucketSource(bucket));
  });
  const matrix = new PolicyMatrix(built.policies, [...baseCells(built), ...cells(built, isNamed)]);

  test('gets in what the table says, and nothing else does', () => {
    expect(matrix.wrong()).toEqual([]);
  });

  test('has nothing in its policies that could be dropped or widened unseen', () => {
    expect(matrix.mutationCount).toBeGreaterThan(hasKey(kind) ? 8 : 5);
    expect(matrix.survivors()).toEqual([]);
  });
});
