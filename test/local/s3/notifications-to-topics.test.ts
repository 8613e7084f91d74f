import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketNotificationConfigurationCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { OWNER, SnsCloud } from '../sns/sns-cloud';

const Bucket = 'uploads';

let cloud: SnsCloud;
let s3: S3Client;

beforeEach(async () => {
  cloud = await SnsCloud.start();
  s3 = cloud.cloud.client(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket }));
});

afterEach(() => cloud.cloud.stop());

const put = (NotificationConfiguration: NotificationConfiguration) =>
  s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));

const to = (TopicArn: string): NotificationConfiguration => ({
  TopicConfigurations: [{ Id: 'new', TopicArn, Events: ['s3:ObjectCreated:*'] }],
});

const letS3Publish = (topic: string, bucket: string) => ({
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: topic,
  Condition: {
    ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${bucket}` },
    StringEquals: { 'aws:SourceAccount': OWNER },
  },
});

test("an object's event reaches a queue in S3's record in SNS's envelope", async () => {
  const topic = await cloud.topic();
  const queue = await cloud.queue('work');
  await cloud.subscribe(topic, queue);
  await cloud.setTopicPolicy(topic, letS3Publish(topic, Bucket));
  await put(to(topic));
  expect(await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).toMatchObject(to(topic));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a b.txt', Body: 'text' }));
  await cloud.cloud.settle();

  const [testEvent, notification] = (await cloud.bodies(queue)).map((body) => JSON.parse(body));
  expect(JSON.parse(testEvent.Message)).toMatchObject({ Event: 's3:TestEvent', Bucket });
  expect(notification).toMatchObject({ Type: 'Notification', TopicArn: topic, Subject: 'Amazon S3 Notification' });
  expect(JSON.parse(notification.Message).Records).toMatchObject([
    { eventName: 'ObjectCreated:Put', s3: { configurationId: 'new', object: { key: 'a+b.txt', size: 4 } } },
  ]);
});

test.each<[string, string]>([
  ['arn:aws:sns:us-east-1:111122223333:none', 'The destination topic does not exist'],
  ['arn:aws:sns:us-east-1:111122223333:orders', 'Permissions on the destination topic do not allow S3'],
])('a topic that S3 cannot publish to is refused: %s', async (topic, problem) => {
  await cloud.topic();
  await expect(put(to(topic))).rejects.toMatchObject({
    message: 'Unable to validate the following destination configurations',
    ArgumentName1: topic,
    ArgumentValue1: expect.stringContaining(problem),
  });
});

test('a topic whose key S3 may not use is refused', async () => {
  const { KeyMetadata } = await cloud.cloud.client(KMSClient).send(new CreateKeyCommand({}));
  const topic = await cloud.topic('secret', { KmsMasterKeyId: KeyMetadata?.Arn ?? '' });
  await cloud.setTopicPolicy(topic, letS3Publish(topic, Bucket));
  await expect(put(to(topic))).rejects.toMatchObject({
    ArgumentValue1: expect.stringContaining('kms:GenerateDataKey'),
  });
});

test.each<[string, string]>([
  ['no-arn', 'The ARN could not be parsed'],
  ['arn:aws:sqs:us-east-1:111122223333:orders', 'The ARN could not be parsed'],
  ['arn:aws:sns:us-east-1:111122223333:orders.fifo', 'FIFO SNS topics are not supported.'],
  ['arn:aws:sns:eu-west-1:111122223333:orders', 'destination service region is not valid'],
])('%s is no destination', async (topic, message) => {
  await expect(put(to(topic))).rejects.toMatchObject({
    message: expect.stringContaining(message),
    ArgumentName: 'Topic',
  });
});

test('a queue and a topic may not want the same event', async () => {
  const topic = await cloud.topic();
  const queue = 'arn:aws:sqs:us-east-1:111122223333:work';
  const both = { ...to(topic), QueueConfigurations: [{ QueueArn: queue, Events: ['s3:ObjectCreated:Put' as const] }] };
  await expect(put(both)).rejects.toMatchObject({ message: expect.stringContaining('Configurations overlap.') });
});

test('what a topic refuses later is lost, and the stream says so', async () => {
  const topic = await cloud.topic();
  await cloud.setTopicPolicy(topic, letS3Publish(topic, Bucket));
  await put(to(topic));
  await cloud.setTopicPolicy(topic, letS3Publish(topic, 'other'));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'text' }));
  expect(cloud.happened('s3.delivery-failed')).toMatchObject([{ topic, code: 'AuthorizationError' }]);
});
