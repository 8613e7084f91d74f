import { PutBucketNotificationConfigurationCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LabPlay, Scene } from '../contract';
import { bucketPermissions, queuePolicies } from '../contract/pages';

interface Upload {
  /** What S3 answered to the configuration; undefined when it took it. */
  readonly refusal: string | undefined;
  /** Who was denied what, and why. */
  readonly denial: string | undefined;
  readonly events: readonly string[];
  /** Whether somebody of another account could send; undefined where nobody of another account could try. */
  readonly open: boolean | undefined;
}

const stranger = '999988887777';

export const play: LabPlay<Upload> = {
  async observe(scene) {
    const url = await scene.queueUrl('arrivals');
    const { Attributes = {} } = await scene.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
    );
    const bucket = scene.physicalId('AWS::S3::Bucket');
    const s3 = scene.client(S3Client);
    const refusal = await refusalOf(
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket: bucket,
          NotificationConfiguration: {
            QueueConfigurations: [{ QueueArn: Attributes['QueueArn'], Events: ['s3:ObjectCreated:*'] }],
          },
        }),
      ),
    );
    const denial = scene.denials().at(-1);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'cat.png', Body: 'meow' }));
    await scene.pass(5);
    const events = await eventsIn(scene, url);
    return { refusal, denial, events, open: scene.otherAccounts ? await letsStrangersSend(scene, url) : undefined };
  },

  tell: ({ refusal, events, open }) => [
    refusal === undefined ? 'S3 accepted the notification' : `S3 refused the notification: ${refusal}`,
    `the queue has: ${events.join(', ') || 'nothing'}`,
    ...(open === undefined
      ? []
      : [`account ${stranger} ${open ? 'could send to the queue' : 'was refused by the queue'}`]),
  ],

  checks: [
    {
      name: 'S3 accepts the notification',
      expected: 'PutBucketNotificationConfiguration succeeds',
      why: 'S3 sends a test event as s3.amazonaws.com. No statement of the access policy of the queue allows that principal sqs:SendMessage, and what is not allowed is denied.',
      page: bucketPermissions,
      look: ({ refusal, denial }) => ({
        holds: refusal === undefined,
        observed: refusal === undefined ? 'accepted' : `${refusal}\n${denial ?? ''}`.trim(),
      }),
    },
    {
      name: 'The test event and the upload arrive',
      expected: 's3:TestEvent, ObjectCreated:Put',
      why: 'Each is a SendMessage of S3, and the policy of the queue decides on each.',
      page: bucketPermissions,
      look: ({ events }) => ({
        holds: events.includes('s3:TestEvent') && events.includes('ObjectCreated:Put'),
        observed: events.join(', ') || 'nothing',
      }),
    },
    {
      name: 'Another account cannot send to the queue',
      expected: 'AccessDenied',
      why: "A statement with Principal '*' lets everybody send. The principal is the service, and a condition says for whom.",
      page: queuePolicies,
      look: ({ open }) => ({ holds: !open, observed: open ? `account ${stranger} could send` : 'AccessDenied' }),
    },
  ],
};

async function refusalOf(request: Promise<unknown>): Promise<string | undefined> {
  try {
    await request;
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

async function letsStrangersSend(scene: Scene, QueueUrl: string): Promise<boolean> {
  const sending = scene.client(SQSClient, stranger).send(new SendMessageCommand({ QueueUrl, MessageBody: 'spam' }));
  return (await refusalOf(sending)) === undefined;
}

async function eventsIn({ sqs, pollSeconds }: Scene, QueueUrl: string): Promise<readonly string[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ WaitTimeSeconds: pollSeconds, QueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages.flatMap(({ Body = '{}' }) => {
    const { Event, Records = [] }: { Event?: string; Records?: { eventName: string }[] } = JSON.parse(Body);
    return Event === undefined ? Records.map(({ eventName }) => eventName) : [Event];
  });
}
