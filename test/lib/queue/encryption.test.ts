import type { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketSource, WorkQueue } from '../../../lib';
import { arnOf, newStack, only, queuePair, statementsOf, warnings } from '../synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

test('a customer key encrypts both queues', () => {
  new WorkQueue(stack, 'Orders', { encryptionKey: new kms.Key(stack, 'Key') });
  const key = only(stack, 'AWS::KMS::Key');
  const { queue, deadLetterQueue } = queuePair(stack);
  for (const { properties } of [queue, deadLetterQueue]) {
    expect(properties['KmsMasterKeyId']).toEqual(arnOf(key));
    expect(properties).not.toHaveProperty('SqsManagedSseEnabled');
  }
  expect(warnings(stack)).toEqual([]);
});

test("a bucket's events may be encrypted with the queue's key, also with one that the bucket uses itself", () => {
  const encryptionKey = new kms.Key(stack, 'Key');
  const bucket = new s3.Bucket(stack, 'Uploads', { encryptionKey });
  new WorkQueue(stack, 'Orders', { encryptionKey }).addSource(new BucketSource(bucket));
  expect(statementsOf(only(stack, 'AWS::KMS::Key')).filter(({ Sid }) => Sid === 'AllowS3Events')).toEqual([
    {
      Sid: 'AllowS3Events',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
});

test('the policy of an imported key stays as it is, and a warning shows the statement that it needs', () => {
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd');
  const bucket = new s3.Bucket(stack, 'Uploads');
  new WorkQueue(stack, 'Orders', { encryptionKey }).addSource(new BucketSource(bucket));
  const [warning] = warnings(stack);
  expect(warning).toContain("Add this statement to the key's policy");
  expect(warning).toContain('"Action":["kms:GenerateDataKey","kms:Decrypt"]');
  expect(warning).toContain('Spillway:KeyPolicy');
});
