import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { refusalOf } from './refusals';
import type { Scene } from './scene';

/** Which bucket is to send its events to which queue. */
export interface Pointing {
  readonly queueArn: string;
  readonly bucket: string;
  /** The key of the object that is uploaded then. */
  readonly key: string;
}

/** What S3 answered to the notification, with its reason; undefined when it took it. */
export async function pointBucket(
  scene: Scene,
  { queueArn, bucket, key }: Pointing,
  account?: string,
): Promise<string | undefined> {
  const s3 = scene.client(S3Client, account);
  const refusal = await refusalOf(
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: bucket,
        NotificationConfiguration: { QueueConfigurations: [{ QueueArn: queueArn, Events: ['s3:ObjectCreated:*'] }] },
      }),
    ),
  );
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'a file' }));
  await scene.pass(5);
  return refusal;
}

/** The same with a new bucket, of another account where one is given. */
export async function pointNewBucket(scene: Scene, pointing: Pointing, account?: string): Promise<string | undefined> {
  await scene.client(S3Client, account).send(new CreateBucketCommand({ Bucket: pointing.bucket }));
  return pointBucket(scene, pointing, account);
}

/** The events that the queue has, which are deleted. */
export async function takeEvents({ sqs, pollSeconds }: Scene, QueueUrl: string): Promise<readonly string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ WaitTimeSeconds: pollSeconds, QueueUrl, MaxNumberOfMessages: 10 }),
  );
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages.flatMap(({ Body = '{}' }) => {
    const { Event, Records = [] }: { Event?: string; Records?: { eventName: string }[] } = JSON.parse(Body);
    return Event === undefined ? Records.map(({ eventName }) => eventName) : [Event];
  });
}

export async function queueArnOf(sqs: SQSClient, QueueUrl: string): Promise<string> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return Attributes['QueueArn'] ?? '';
}
