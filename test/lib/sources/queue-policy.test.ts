import { Aws, CfnParameter, PhysicalName, type Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketSource, WorkQueue } from '../../../lib';
import { arnOf, newApp, newStack, queuePair, queueStatements, resources, type Statement } from '../synthesis';

const PARTITION = { Ref: 'AWS::Partition' };
const ACCOUNT = { Ref: 'AWS::AccountId' };
const ANY_BUCKET = { 'Fn::Join': ['', ['arn:', PARTITION, ':s3:::*']] };

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function allowed(inStack = stack): readonly Statement[] {
  return queueStatements(inStack, queuePair(inStack).queue).filter(({ Effect }) => Effect === 'Allow');
}

function sourceArn(bucket: s3.Bucket, queue = new WorkQueue(stack, 'Orders')): unknown {
  queue.addSource(new BucketSource(bucket));
  return allowed()[0]?.Condition;
}

function condition(arn: unknown): unknown {
  return { ArnLike: { 'aws:SourceArn': arn }, StringEquals: { 'aws:SourceAccount': ACCOUNT } };
}

test('S3 may send, and nothing else, for buckets of this account', () => {
  new WorkQueue(stack, 'Orders').addSource(new BucketSource(new s3.Bucket(stack, 'Uploads')));
  expect(allowed()).toEqual([
    {
      Sid: 'AllowS3Events',
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arnOf(queuePair(stack).queue),
      Condition: condition(ANY_BUCKET),
    },
  ]);
});

test('for the one bucket, where its name is literal', () => {
  expect(sourceArn(new s3.Bucket(stack, 'Uploads', { bucketName: 'shop-uploads' }))).toEqual(
    condition({ 'Fn::Join': ['', ['arn:', PARTITION, ':s3:::shop-uploads']] }),
  );
});

test("for the one bucket, where its name lies in the account's own namespace", () => {
  const bucket = new s3.Bucket(stack, 'Uploads', {
    bucketNamePrefix: 'shop',
    bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL,
  });
  expect(sourceArn(bucket)).toEqual(
    condition({
      'Fn::Join': ['', ['arn:', PARTITION, ':s3:::shop-', ACCOUNT, '-', { Ref: 'AWS::Region' }, '-an']],
    }),
  );
});

test('for the one bucket, where its name is made of what CloudFormation knows by itself', () => {
  expect(sourceArn(new s3.Bucket(stack, 'Uploads', { bucketName: `shop-${Aws.ACCOUNT_ID}` }))).toEqual(
    condition({ 'Fn::Join': ['', ['arn:', PARTITION, ':s3:::shop-', ACCOUNT]] }),
  );
});

test.each([
  ['a parameter', () => new CfnParameter(stack, 'Name').valueAsString],
  ['a name that CDK generates later', () => PhysicalName.GENERATE_IF_NEEDED],
])('for any bucket of the account, where the name is %s', (_name, bucketName) => {
  expect(sourceArn(new s3.Bucket(stack, 'Uploads', { bucketName: bucketName() }))).toEqual(condition(ANY_BUCKET));
});

test('a second prefix of the same bucket adds a notification and no statement', () => {
  const bucket = new s3.Bucket(stack, 'Uploads', { bucketName: 'shop-uploads' });
  new WorkQueue(stack, 'Orders')
    .addSource(new BucketSource(bucket, { prefix: 'orders/' }))
    .addSource(new BucketSource(bucket, { prefix: 'returns/' }));
  expect(allowed()).toHaveLength(1);
  expect(allowed()[0]?.Condition).toEqual(condition({ 'Fn::Join': ['', ['arn:', PARTITION, ':s3:::shop-uploads']] }));
});

test('thirty buckets share one statement, because a queue policy holds twenty', () => {
  const queue = new WorkQueue(stack, 'Orders');
  for (let i = 0; i < 30; i++) {
    queue.addSource(new BucketSource(new s3.Bucket(stack, `Uploads${i}`, { bucketName: `shop-uploads-${i}` })));
  }
  expect(allowed()).toHaveLength(1);
  expect(allowed()[0]?.Condition).toMatchObject({ ArnLike: { 'aws:SourceArn': { length: 30 } } });
});

test("a bucket of another account may send too, with that account's number and a statement of its own", () => {
  const app = newApp();
  const shop = newStack({ env: { account: '111122223333', region: 'eu-west-1' } }, app);
  const partner = newStack({ env: { account: '444455556666', region: 'eu-west-1' } }, app);
  new WorkQueue(shop, 'Orders', { queueName: 'orders' })
    .addSource(new BucketSource(new s3.Bucket(shop, 'Uploads', { bucketName: 'shop-uploads' })))
    .addSource(new BucketSource(new s3.Bucket(partner, 'Uploads', { bucketName: 'partner-uploads' })));
  const own = allowed(shop);
  expect(own.map(({ Sid }) => Sid)).toEqual(['AllowS3Events', 'AllowS3Events2']);
  expect(own[1]?.Condition).toMatchObject({ StringEquals: { 'aws:SourceAccount': '444455556666' } });
  expect(resources(partner, 'AWS::S3::Bucket')[0]?.properties['NotificationConfiguration']).toMatchObject({
    QueueConfigurations: [{ Queue: expect.anything() }],
  });
});
