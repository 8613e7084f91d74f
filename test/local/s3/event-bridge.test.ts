import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { EventCloud, queueArnOf } from '../events/event-cloud';

const Bucket = 'uploads';

let it: EventCloud;
let s3: S3Client;
beforeEach(async () => {
  it = await EventCloud.start({ startTime: Date.UTC(2026, 0, 1) });
  s3 = it.cloud.client(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await it.createQueue('events', 'objects');
  await it.rule('objects', { source: ['aws.s3'] }, { Id: 'queue', Arn: queueArnOf('events') });
});
afterEach(() => it.stop());

const configure = (NotificationConfiguration: object) =>
  s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
const received = async () => (await it.bodies('events')).map((body) => JSON.parse(body));

test('EventBridge hears of a new object as S3 tells it, its key without URL encoding', async () => {
  await configure({ EventBridgeConfiguration: {} });
  await put('orders/a b+c.json');
  expect(await received()).toEqual([
    {
      version: '0',
      id: expect.any(String),
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account: '111122223333',
      time: '2026-01-01T00:00:00Z',
      region: 'us-east-1',
      resources: [`arn:aws:s3:::${Bucket}`],
      detail: {
        version: '0',
        bucket: { name: Bucket },
        object: {
          key: 'orders/a b+c.json',
          size: 5,
          etag: '5d41402abc4b2a76b9719d911017c592',
          sequencer: expect.stringMatching(/^[0-9A-F]{20}$/),
        },
        'request-id': expect.any(String),
        requester: '111122223333',
        'source-ip-address': '127.0.0.1',
        reason: 'PutObject',
      },
    },
  ]);
});

test('it hears of every event, without a test event before', async () => {
  await configure({ EventBridgeConfiguration: {} });
  await put('a');
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
  await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } }));
  await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'a' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  const events = await received();
  expect(events.map((event) => [event['detail-type'], event.detail.reason, event.detail['deletion-type']])).toEqual([
    ['Object Created', 'PutObject', undefined],
    ['Object Created', 'CopyObject', undefined],
    ['Object Tags Added', undefined, undefined],
    ['Object Tags Deleted', undefined, undefined],
    ['Object Deleted', 'DeleteObject', 'Permanently Deleted'],
  ]);
});

test('beside a queue of the bucket, which has the same sequencer', async () => {
  await it.createQueue('direct', undefined, {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArnOf('direct'),
      },
    }),
  });
  const configuration = {
    EventBridgeConfiguration: {},
    QueueConfigurations: [{ Id: 'direct', QueueArn: queueArnOf('direct'), Events: ['s3:ObjectCreated:*'] }],
  };
  await configure(configuration);
  expect(await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).toMatchObject(configuration);
  await put('a');
  const [, direct = ''] = await it.bodies('direct');
  const [event] = await received();
  expect(JSON.parse(direct).Records[0].s3.object.sequencer).toBe(event.detail.object.sequencer);
});

test('a configuration without it ends it', async () => {
  await configure({ EventBridgeConfiguration: {} });
  await configure({});
  await put('a');
  expect(await received()).toEqual([]);
  expect(it.told).toEqual([]);
});

test("another account's object in the bucket is the bucket owner's event", async () => {
  await configure({ EventBridgeConfiguration: {} });
  const stranger = it.cloud.client(EventBridgeClient, { account: '444455556666' });
  await stranger.send(new PutRuleCommand({ Name: 'objects', EventPattern: '{"source":["aws.s3"]}' }));
  const Targets = [{ Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:444455556666:events' }];
  await stranger.send(new PutTargetsCommand({ Rule: 'objects', Targets }));
  await put('a');
  expect(it.told.filter(({ type }) => type !== 'events.received')).toMatchObject([
    { type: 'events.delivered', rule: 'arn:aws:events:us-east-1:111122223333:rule/objects' },
  ]);
});
