import { DescribeKeyCommand, DisableKeyCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  LabError,
  type LabPlay,
  pointBucket,
  pointNewBucket,
  queueArnOf,
  reasonIn,
  refusalOf,
  type Scene,
  takeEvents,
} from '../contract';
import { confusedDeputyProblem, disablingKeys, keyManagement } from '../contract/pages';

interface Story {
  /** What S3 answered to the notification, with its reason; undefined when it took it. */
  readonly refusal: string | undefined;
  readonly events: readonly string[];
  /** Why a consumer of the account could not receive; undefined when it could. */
  readonly unreadable: string | undefined;
  /** As the queue names it; undefined when it has no KMS key. */
  readonly keyId: string | undefined;
  /** To use the customer managed key from another account. */
  readonly attempts: readonly Attempt[];
  /** Of the customer managed key; undefined when the queue has none. */
  readonly disabling?: Disabling;
}

interface Attempt {
  readonly how: string;
  /** Undefined when it worked. */
  readonly refusal: string | undefined;
}

interface Disabling {
  /** Why the administrator of the account could not disable it; undefined when he could. */
  readonly refusal: string | undefined;
  /** What the queue answered to a message then; undefined when it took it. */
  readonly sending: string | undefined;
}

const stranger = '999988887777';
const AWS_MANAGED = 'alias/aws/sqs';

export const play: LabPlay<Story> = {
  async observe(scene) {
    const queueUrl = await scene.queueUrl('claims');
    const bucket = scene.physicalId('AWS::S3::Bucket');
    const queueArn = await queueArnOf(scene.sqs, queueUrl);
    const refusal = await pointBucket(scene, { queueArn, bucket, key: 'claim-1.pdf' });
    const arrived = { refusal, ...(await receiving(scene, queueUrl)) };
    const { keyId, reuseSeconds } = await encryptionOf(scene, queueUrl);
    if (keyId === undefined || isAwsManaged(keyId)) return { ...arrived, keyId, attempts: [] };
    const keyArn = await keyArnOf(scene, keyId);
    return {
      ...arrived,
      keyId,
      attempts: scene.otherAccounts ? await strangersAttempts(scene, keyArn) : [],
      disabling: await disable(scene, { queueUrl, keyArn, reuseSeconds }),
    };
  },

  tell: ({ refusal, events, keyId, attempts, disabling }) => [
    refusal === undefined ? 'S3 accepted the notification' : `S3 refused the notification. ${reasonIn(refusal)}`,
    `the queue has: ${events.join(', ') || 'nothing'}`,
    `the key of the queue: ${keyId ?? 'none of KMS'}`,
    ...attempts.map(
      ({ how, refusal: denied }) =>
        `account ${stranger} ${denied === undefined ? 'used' : 'was refused'} the key: ${how}`,
    ),
    ...(disabling === undefined ? [] : [`the key was disabled, and ${afterDisabling(disabling)}`]),
  ],

  checks: [
    {
      name: 'The upload arrives, and can be received',
      expected: 's3:TestEvent, ObjectCreated:Put',
      why: 'S3 needs the policy of the queue, and the policy of its key as well: kms:GenerateDataKey and kms:Decrypt. The policy of alias/aws/sqs lets in principals of your account only. S3 is not one of them, and nobody can change that policy.',
      page: keyManagement,
      look: ({ refusal, events, unreadable }) => ({
        holds: refusal === undefined && unreadable === undefined && events.includes('ObjectCreated:Put'),
        observed: refusal ?? unreadable ?? (events.join(', ') || 'nothing'),
      }),
    },
    {
      name: 'Nobody in another account can use the key',
      expected: 'AccessDenied, with the key itself and by way of S3',
      why: 'A key policy with Principal * lets in every AWS account. One that lets s3.amazonaws.com in without a condition on aws:SourceArn or aws:SourceAccount lets in the buckets of every account.',
      page: confusedDeputyProblem,
      look: ({ attempts }) => ({
        holds: attempts.every(({ refusal }) => refusal !== undefined),
        observed:
          attempts.map(({ how, refusal }) => `${how}: ${refusal ?? 'let through'}`).join('\n') ||
          'there is no key of yours to use',
      }),
    },
    {
      name: 'Your team can revoke the key',
      expected: 'when the key is disabled, the queue takes no more messages',
      why: 'Keys of AWS cannot be disabled: not that of SSE-SQS, and not alias/aws/sqs. A customer managed key can.',
      page: disablingKeys,
      look: ({ keyId, disabling }) => ({
        holds: disabling?.refusal === undefined && disabling?.sending !== undefined,
        observed: disabling === undefined ? cannotBeDisabled(keyId) : afterDisabling(disabling),
      }),
    },
  ],
};

const isAwsManaged = (keyId: string): boolean => keyId.endsWith(AWS_MANAGED);

const cannotBeDisabled = (keyId: string | undefined): string =>
  keyId === undefined
    ? 'the queue has no key of KMS that could be disabled'
    : `${keyId} is a key of AWS, which nobody can disable`;

function afterDisabling({ refusal, sending }: Disabling): string {
  if (refusal !== undefined) return `your administrator could not disable the key: ${refusal}`;
  return sending === undefined ? 'the queue still takes messages' : `the queue refuses a message: ${sending}`;
}

/** Whatever policy is in the way, the consumer says. */
async function receiving(scene: Scene, queueUrl: string): Promise<Pick<Story, 'events' | 'unreadable'>> {
  let events: readonly string[] = [];
  const unreadable = await refusalOf(
    takeEvents(scene, queueUrl).then((taken) => {
      events = taken;
    }),
  );
  return { events, unreadable };
}

async function encryptionOf({ sqs }: Scene, QueueUrl: string) {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds'] }),
  );
  return { keyId: Attributes['KmsMasterKeyId'], reuseSeconds: Number(Attributes['KmsDataKeyReusePeriodSeconds'] ?? 0) };
}

/**
 * A queue may name its key by id, by alias or by an ARN.
 * @throws LabError when the key policy locks its own account out
 */
async function keyArnOf(scene: Scene, KeyId: string): Promise<string> {
  try {
    const { KeyMetadata } = await scene.client(KMSClient).send(new DescribeKeyCommand({ KeyId }));
    return KeyMetadata?.Arn ?? KeyId;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AccessDeniedException') throw error;
    throw new LabError(
      `The policy of the key must let your account ${scene.account} in: its administrator may not even look at the key. Nobody could receive, revoke the key, or change that policy. Keep the statement that 'new Key(...)' writes, for the account with kms:*, and add yours to it.`,
    );
  }
}

/** The key itself, and by way of a bucket and a queue of the stranger that names the key. */
async function strangersAttempts(scene: Scene, keyArn: string): Promise<readonly Attempt[]> {
  const kms = scene.client(KMSClient, stranger);
  const itself = await refusalOf(kms.send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256' })));
  const sqs = scene.client(SQSClient, stranger);
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({
      QueueName: 'queue-of-a-stranger',
      Attributes: { KmsMasterKeyId: keyArn, Policy: JSON.stringify(openToS3(scene.region)) },
    }),
  );
  const queueArn = await queueArnOf(sqs, QueueUrl);
  const byS3 = await pointNewBucket(scene, { queueArn, bucket: 'bucket-of-a-stranger', key: 'cat.png' }, stranger);
  return [
    { how: 'GenerateDataKey', refusal: itself },
    { how: 'S3, from its own bucket to its own queue', refusal: byS3 },
  ];
}

const openToS3 = (region: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: `arn:aws:sqs:${region}:${stranger}:queue-of-a-stranger`,
    },
  ],
});

interface KeyOfQueue {
  readonly queueUrl: string;
  readonly keyArn: string;
  readonly reuseSeconds: number;
}

/** Disables the key, and sends when SQS must ask for it again. */
async function disable(scene: Scene, { queueUrl, keyArn, reuseSeconds }: KeyOfQueue): Promise<Disabling> {
  const refusal = await refusalOf(scene.client(KMSClient).send(new DisableKeyCommand({ KeyId: keyArn })));
  await scene.pass(reuseSeconds + 1);
  const message = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'one more claim' });
  return { refusal, sending: await refusalOf(scene.sqs.send(message)) };
}
