import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketSource, WorkQueue } from '../../../lib';
import { arnOf, newStack, only, queuePair, queueStatements, resources, warnings } from '../synthesis';

const OWNER = '111122223333';
const PARTNER = '444455556666';
const env = { account: OWNER, region: 'eu-west-1' };

let stack: Stack;
let queue: WorkQueue;
beforeEach(() => {
  stack = newStack({ env });
  queue = new WorkQueue(stack, 'Orders', { queueName: 'orders' });
});

const allowed = () => queueStatements(stack, queuePair(stack).queue).filter(({ Effect }) => Effect === 'Allow');
const infos = () =>
  Annotations.fromStack(stack)
    .findInfo('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));

describe('a bucket of this app', () => {
  test('tells of several prefixes, and EventBridge of everything, without a helper function', () => {
    const bucket = new s3.Bucket(stack, 'Uploads');
    queue.addSource(
      new BucketSource(bucket, { prefixes: ['orders/', 'returns/'], suffix: '.json', eventBridge: true }),
    );
    const Queue = arnOf(queuePair(stack).queue);
    const about = (prefix: string) => ({
      Event: 's3:ObjectCreated:*',
      Queue,
      Filter: {
        S3Key: {
          Rules: [
            { Name: 'prefix', Value: prefix },
            { Name: 'suffix', Value: '.json' },
          ],
        },
      },
    });
    expect(only(stack, 'AWS::S3::Bucket').properties['NotificationConfiguration']).toEqual({
      QueueConfigurations: [about('orders/'), about('returns/')],
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    expect(resources(stack, 'AWS::Lambda::Function')).toEqual([]);
    expect(resources(stack).filter(({ type }) => type.startsWith('Custom::'))).toEqual([]);
  });
});

describe('an imported bucket of this account', () => {
  test("is told by CDK's helper, after the queue's policy lets it", () => {
    const bucket = s3.Bucket.fromBucketName(stack, 'Uploads', 'shop-uploads');
    queue.addSource(new BucketSource(bucket, { prefix: 'orders/' }));
    const helper = only(stack, 'Custom::S3BucketNotifications');
    expect(helper.properties).toMatchObject({
      BucketName: 'shop-uploads',
      Managed: false,
      NotificationConfiguration: {
        QueueConfigurations: [
          { QueueArn: arnOf(queuePair(stack).queue), Filter: { Key: { FilterRules: [{ Value: 'orders/' }] } } },
        ],
      },
    });
    const policies = resources(stack, 'AWS::SQS::QueuePolicy').map(({ logicalId }) => logicalId);
    expect(helper.dependsOn.filter((id) => policies.includes(id))).toHaveLength(1);
    expect(JSON.stringify(allowed())).toContain(':s3:::shop-uploads');
    expect(infos()).toEqual([expect.stringContaining('a helper function of CDK writes its notifications')]);
    expect(warnings(stack)).toEqual([]);
  });

  test('without filters all keys are meant, and overlaps are found', () => {
    const bucket = s3.Bucket.fromBucketName(stack, 'Uploads', 'shop-uploads');
    queue.addSource(new BucketSource(bucket));
    expect(() => queue.addSource(new BucketSource(bucket, { prefix: 'orders/' }))).toThrow(
      '[Spillway:BucketSourceOverlap]',
    );
    expect(resources(stack, 'Custom::S3BucketNotifications')).toHaveLength(1);
  });
});

describe("another account's bucket", () => {
  const foreign = () =>
    s3.Bucket.fromBucketAttributes(stack, 'Uploads', { bucketName: 'partner-uploads', account: PARTNER });

  test('may send, and its configuration is printed for its owner, whole', () => {
    const bucket = foreign();
    queue
      .addSource(new BucketSource(bucket, { prefixes: ['a/', 'b/'] }))
      .addSource(new BucketSource(bucket, { events: [s3.EventType.OBJECT_REMOVED], eventBridge: true }));
    expect(allowed()).toMatchObject([
      {
        Principal: { Service: 's3.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': PARTNER } },
      },
    ]);
    const outputs: Record<string, { Value: { 'Fn::Join': [string, unknown[]] } }> =
      Template.fromStack(stack).toJSON()['Outputs'] ?? {};
    const text = Object.values(outputs)[0]?.Value['Fn::Join'][1].map((part) =>
      typeof part === 'string' ? part : 'QUEUE',
    );
    const keys = (Value: string) => ({ Key: { FilterRules: [{ Name: 'prefix', Value }] } });
    const Events = ['s3:ObjectCreated:*'];
    expect(JSON.parse(text?.join('') ?? '')).toEqual({
      QueueConfigurations: [
        { QueueArn: 'QUEUE', Events, Filter: keys('a/') },
        { QueueArn: 'QUEUE', Events, Filter: keys('b/') },
        { QueueArn: 'QUEUE', Events: ['s3:ObjectRemoved:*'], Filter: { Key: { FilterRules: [] } } },
      ],
      EventBridgeConfiguration: {},
    });
    expect(resources(stack, 'AWS::Lambda::Function')).toEqual([]);
  });

  test('its overlaps are found as well', () => {
    const bucket = foreign();
    queue.addSource(new BucketSource(bucket, { prefix: 'a/' }));
    expect(() => queue.addSource(new BucketSource(bucket))).toThrow('[Spillway:BucketSourceOverlap]');
  });
});
