import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type LabPlay, pointBucket, queueArnOf, reasonIn, refusalOf, type Scene, takeEvents } from '../contract';
import { bucketPermissions, queuePolicies } from '../contract/pages';

interface Upload {
  /** What S3 answered to the configuration, with its reason; undefined when it took it. */
  readonly refusal: string | undefined;
  readonly events: readonly string[];
  /** Whether somebody of another account could send; undefined where nobody of another account could try. */
  readonly open: boolean | undefined;
}

const stranger = '999988887777';

export const play: LabPlay<Upload> = {
  async observe(scene) {
    const url = await scene.queueUrl('arrivals');
    const bucket = scene.physicalId('AWS::S3::Bucket');
    const refusal = await pointBucket(scene, { queueArn: await queueArnOf(scene.sqs, url), bucket, key: 'cat.png' });
    const events = await takeEvents(scene, url);
    return { refusal, events, open: scene.otherAccounts ? await letsStrangersSend(scene, url) : undefined };
  },

  tell: ({ refusal, events, open }) => [
    refusal === undefined ? 'S3 accepted the notification' : `S3 refused the notification. ${reasonIn(refusal)}`,
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
      look: ({ refusal }) => ({
        holds: refusal === undefined,
        observed: refusal ?? 'accepted',
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

async function letsStrangersSend(scene: Scene, QueueUrl: string): Promise<boolean> {
  const sending = scene.client(SQSClient, stranger).send(new SendMessageCommand({ QueueUrl, MessageBody: 'spam' }));
  return (await refusalOf(sending)) === undefined;
}
