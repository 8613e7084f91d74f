import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type QueueConfiguration,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { CloudEvent } from '../../../local/kernel/events';
import { decodeS3Key } from '../../../model/events/s3-key';
import { inProcess, type S3Door } from './s3-cloud';

const Bucket = 'notifying';
const QueueArn = 'arn:aws:sqs:us-east-1:111122223333:events';
const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: QueueArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: QueueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:s3:::${Bucket}` } },
    },
  ],
});

let door: S3Door;
let sqs: SQSClient;
let QueueUrl: string;
const events: CloudEvent[] = [];

beforeEach(async () => {
  door = await inProcess();
  sqs = door.cloud.client(SQSClient);
  events.length = 0;
  door.cloud.events.subscribe((event) => events.push(event));
  await door.s3.send(new CreateBucketCommand({ Bucket }));
  const created = await sqs.send(new CreateQueueCommand({ QueueName: 'events', Attributes: { Policy } }));
  QueueUrl = created.QueueUrl ?? '';
});
afterEach(() => door.cloud.stop());

async function configure(...configurations: Partial<QueueConfiguration>[]) {
  const QueueConfigurations = configurations.map((one, index) => ({
    Id: `configuration ${index}`,
    QueueArn,
    Events: ['s3:ObjectCreated:*' as const, 's3:ObjectRemoved:*' as const],
    ...one,
  }));
  const NotificationConfiguration = { QueueConfigurations };
  await door.s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
}

const put = (Key: string, Body = 'something') => door.s3.send(new PutObjectCommand({ Bucket, Key, Body }));

async function records() {
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return (Messages ?? []).flatMap((message) => JSON.parse(message.Body ?? '').Records);
}

test('an upload is told in the record that AWS sends', async () => {
  await configure({});
  const { $metadata } = await put('a@b');
  expect(await records()).toEqual([
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: new Date(door.cloud.now()).toISOString(),
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: expect.stringMatching(/^AWS:/) },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': $metadata.requestId, 'x-amz-id-2': $metadata.extendedRequestId },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'configuration 0',
        bucket: {
          name: Bucket,
          ownerIdentity: { principalId: expect.stringMatching(/^[A-Z0-9]{14}$/) },
          arn: `arn:aws:s3:::${Bucket}`,
        },
        object: {
          key: 'a%40b',
          size: 9,
          eTag: '437b930db84b8079c2dd804a71936b5f',
          sequencer: expect.stringMatching(/^[0-9A-F]{20}$/),
        },
      },
    },
  ]);
});

test('each way to create or remove an object has its event', async () => {
  await configure({});
  await put('one');
  await door.s3.send(new CopyObjectCommand({ Bucket, Key: 'two', CopySource: `${Bucket}/one` }));
  const { UploadId } = await door.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'three' }));
  const { ETag } = await door.s3.send(
    new UploadPartCommand({ Bucket, Key: 'three', UploadId, PartNumber: 1, Body: 'part' }),
  );
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await door.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'three', UploadId, MultipartUpload }));
  await door.s3.send(new DeleteObjectCommand({ Bucket, Key: 'one' }));
  await door.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'two' }] } }));
  await door.s3.send(new DeleteObjectCommand({ Bucket, Key: 'never was' }));
  const told = await records();
  expect(told.map(({ eventName, s3 }) => [eventName, s3.object.key]).sort()).toEqual([
    ['ObjectCreated:CompleteMultipartUpload', 'three'],
    ['ObjectCreated:Copy', 'two'],
    ['ObjectCreated:Put', 'one'],
    ['ObjectRemoved:Delete', 'one'],
    ['ObjectRemoved:Delete', 'two'],
  ]);
  const removed = told.find(({ eventName }) => eventName === 'ObjectRemoved:Delete');
  expect(removed.s3.object).toEqual({ key: expect.any(String), sequencer: expect.any(String) });
});

test('a later event of a key has the greater sequencer', async () => {
  await configure({});
  for (let round = 0; round < 5; round += 1) await put('same key', `round ${round}`);
  const bySequencer = (await records()).sort((a, b) => (a.s3.object.sequencer < b.s3.object.sequencer ? -1 : 1));
  expect(bySequencer.map(({ s3 }) => s3.object.eTag)).toEqual(
    events.filter(({ type }) => type === 's3.object-created').map((event) => event['etag']),
  );
});

test('filters look at the key as it is, and every queue gets its own', async () => {
  await configure(
    {
      Filter: {
        Key: {
          FilterRules: [
            { Name: 'prefix', Value: 'übung 1/' },
            { Name: 'suffix', Value: '+a.csv' },
          ],
        },
      },
    },
    { Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'other/' }] } } },
  );
  for (const key of ['übung 1/x+a.csv', 'übung 1/x.csv', 'other/x', 'übung+1/x+a.csv']) await put(key);
  const told = await records();
  expect(told.map(({ s3 }) => [s3.configurationId, decodeS3Key(s3.object.key)]).sort()).toEqual([
    ['configuration 0', 'übung 1/x+a.csv'],
    ['configuration 1', 'other/x'],
  ]);
});

test('an event that nobody asked for is not sent', async () => {
  await configure({ Events: ['s3:ObjectCreated:Copy'] });
  await put('one');
  expect(await records()).toEqual([]);
});

test('a change of tags has a record without size and sequencer', async () => {
  await configure({ Events: ['s3:ObjectTagging:*'] });
  await put('one');
  await door.s3.send(
    new PutObjectTaggingCommand({ Bucket, Key: 'one', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }),
  );
  expect(await records()).toMatchObject([
    {
      eventName: 'ObjectTagging:Put',
      eventVersion: '2.3',
      s3: { object: { key: 'one', eTag: '437b930db84b8079c2dd804a71936b5f' } },
    },
  ]);
});

test('what a queue refuses is lost with its reason, and the upload succeeds', async () => {
  await configure({});
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  await put('denied');
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await put('deleted');
  const failed = events.filter((event) => event.type === 's3.delivery-failed');
  expect(failed).toMatchObject([
    { bucket: Bucket, key: 'denied', event: 'ObjectCreated:Put', queue: QueueArn, code: 'AccessDenied' },
    { bucket: Bucket, key: 'deleted', queue: QueueArn },
  ]);
  expect(failed[0]?.['reason']).toContain('s3.amazonaws.com');
});

test('the event stream tells what was stored and who was told', async () => {
  await configure({});
  await put('one');
  const about = events.filter(({ type }) => type.startsWith('s3.')).map(({ type, key }) => [type, key]);
  expect(about).toEqual([
    ['s3.bucket-created', undefined],
    ['s3.notifications-changed', undefined],
    ['s3.notified', undefined],
    ['s3.object-created', 'one'],
    ['s3.notified', 'one'],
  ]);
});
