import { DeleteBucketCommand, DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  type Finding,
  type LabPlay,
  type Pointing,
  pointBucket,
  pointNewBucket,
  queueArnOf,
  reasonIn,
  refusalOf,
  type Scene,
  takeEvents,
} from '../contract';
import { confusedDeputyProblem, deletingBuckets, queuePolicies, sourceConditionKeys } from '../contract/pages';

/** Somebody points a bucket at the queue, and uploads a file. */
interface Attempt {
  /** What S3 answered to the configuration, with its reason; undefined when it took it. */
  readonly refusal: string | undefined;
  /** The events that the queue has of it. */
  readonly events: readonly string[];
}

interface Story {
  readonly own: Attempt;
  /** What follows is undefined where nobody of another account can be played. */
  readonly others?: {
    readonly strangers: Attempt;
    readonly scratch: Attempt;
    readonly takenOver: Attempt;
    /** What the queue answered to a message of a stranger himself; undefined when it took it. */
    readonly refusedStranger: string | undefined;
  };
}

const stranger = '999988887777';

export const play: LabPlay<Story> = {
  async observe(scene) {
    const url = await scene.queueUrl('invoices');
    const pointing = {
      queueArn: await queueArnOf(scene.sqs, url),
      bucket: scene.physicalId('AWS::S3::Bucket'),
      key: 'invoice-1.pdf',
    };
    const refusal = await pointBucket(scene, pointing);
    const own = { refusal, events: await takeEvents(scene, url) };
    return scene.otherAccounts ? { own, others: await othersTry(scene, url, pointing) } : { own };
  },

  tell: ({ own, others }) => [
    line('your bucket invoices-of-the-lab', own),
    ...(others === undefined
      ? []
      : [
          line(`the bucket of a stranger (account ${stranger})`, others.strangers),
          line('your bucket scratch-of-the-lab', others.scratch),
          line(`invoices-of-the-lab, deleted and made again by account ${stranger}`, others.takenOver),
          `account ${stranger} itself ${others.refusedStranger === undefined ? 'could send to the queue' : 'was refused by the queue'}`,
        ]),
  ],

  checks: [
    {
      name: 'The events of your bucket arrive',
      expected: 's3:TestEvent, ObjectCreated:Put',
      why: 'The principal is s3.amazonaws.com, and each condition must hold for what S3 sends along: the ARN of your bucket, and its account.',
      page: sourceConditionKeys,
      look: ({ own }) => ({
        holds: own.refusal === undefined && own.events.includes('ObjectCreated:Put'),
        observed: own.refusal ?? (own.events.join(', ') || 'nothing'),
      }),
    },
    {
      name: 'The bucket of a stranger cannot send to the queue',
      expected: 'S3 refuses the notification, nothing arrives',
      why: 'S3 may send, and S3 does it for everybody who points a bucket at the queue. It is the deputy that is confused. A condition on aws:SourceAccount or aws:SourceArn says for whom it may.',
      page: confusedDeputyProblem,
      look: ({ others }) => shutOut(others?.strangers),
    },
    {
      name: 'Another bucket of your account cannot send to the queue',
      expected: 'S3 refuses the notification, nothing arrives',
      why: 'aws:SourceAccount alone lets every bucket of the account in. aws:SourceArn names the one that is meant.',
      page: sourceConditionKeys,
      look: ({ others }) => shutOut(others?.scratch),
    },
    {
      name: 'Whoever takes over the name of your bucket cannot send to the queue',
      expected: 'S3 refuses the notification, nothing arrives',
      why: 'The ARN of a bucket names no account: arn:aws:s3:::invoices-of-the-lab is the same for whoever owns the name. After you delete the bucket, the name is free. aws:SourceAccount names the owner.',
      page: deletingBuckets,
      look: ({ others }) => shutOut(others?.takenOver),
    },
    {
      name: 'A stranger cannot send to the queue himself',
      expected: 'AccessDenied',
      why: "A statement with Principal '*' lets everybody send. The principal is the service, and conditions say for whom.",
      page: queuePolicies,
      look: ({ others }) => ({
        holds: others?.refusedStranger !== undefined,
        observed: others?.refusedStranger ?? `account ${stranger} could send`,
      }),
    },
  ],
};

async function othersTry(scene: Scene, url: string, own: Pointing): Promise<Required<Story>['others']> {
  const newBucket = async (bucket: string, account?: string): Promise<Attempt> => {
    const refusal = await pointNewBucket(scene, { ...own, bucket }, account);
    return { refusal, events: await takeEvents(scene, url) };
  };
  const strangers = await newBucket('cats-of-a-stranger', stranger);
  const scratch = await newBucket('scratch-of-the-lab');
  const s3 = scene.client(S3Client);
  await s3.send(new DeleteObjectCommand({ Bucket: own.bucket, Key: own.key }));
  await s3.send(new DeleteBucketCommand({ Bucket: own.bucket }));
  const takenOver = await newBucket(own.bucket, stranger);
  const spam = new SendMessageCommand({ QueueUrl: url, MessageBody: 'spam' });
  const refusedStranger = await refusalOf(scene.client(SQSClient, stranger).send(spam));
  return { strangers, scratch, takenOver, refusedStranger };
}

function line(whose: string, { refusal, events }: Attempt): string {
  if (refusal === undefined) return `${whose}: S3 took the notification, the queue has ${arrived(events)}`;
  return `${whose}: S3 refused the notification. ${reasonIn(refusal)}`;
}

const arrived = (events: readonly string[]): string => events.join(', ') || 'nothing of it';

function shutOut(attempt: Attempt | undefined): Finding {
  if (attempt === undefined) return { holds: false, observed: 'not played' };
  const { refusal, events } = attempt;
  if (refusal !== undefined && events.length === 0) return { holds: true, observed: refusal };
  return { holds: false, observed: `S3 took the notification, and the queue has ${arrived(events)}` };
}
