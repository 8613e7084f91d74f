import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LambdaConsumer, SharedQueue, WorkQueue } from '../../../lib';
import { LocalCloud } from '../../../local';

const OWNER = '111122223333';
const PARTNER = '444455556666';
const region = 'us-east-1';
const QUEUE_ARN = `arn:aws:sqs:${region}:${OWNER}:orders`;
const roleOf = (name: string) => new iam.ArnPrincipal(`arn:aws:iam::${PARTNER}:role/${name}`);

type Outputs = Readonly<Record<string, string>>;

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', account: OWNER, region });
});
afterEach(() => cloud.stop());

async function deploy(account: string, build: (stack: Stack) => void): Promise<Outputs> {
  const app = new App({ analyticsReporting: false });
  build(new Stack(app, `Stack${account}`, { env: { account, region } }));
  const [result] = await cloud.deploy(app.synth().directory);
  return result?.outputs ?? {};
}

/** The owner's stack, with a customer key: the ARN of the key. */
async function deployOwner(): Promise<string> {
  const outputs = await deploy(OWNER, (stack) => {
    const encryptionKey = new kms.Key(stack, 'Key');
    new WorkQueue(stack, 'Orders', {
      queueName: 'orders',
      encryptionKey,
      visibilityTimeout: Duration.minutes(1),
    }).share({ producers: [roleOf('shop'), roleOf('powerless')], consumers: [roleOf('worker')] });
    new CfnOutput(stack, 'KeyArn', { value: encryptionKey.keyArn });
  });
  return outputs['KeyArn'] ?? '';
}

function newRole(stack: Stack, roleName: string, service = 'ec2.amazonaws.com'): iam.Role {
  return new iam.Role(stack, roleName, { roleName, assumedBy: new iam.ServicePrincipal(service) });
}

const as = (role: string) => cloud.client(SQSClient, { account: PARTNER, role });
const QueueUrl = () => `${cloud.url}/${OWNER}/orders`;
const send = (role: string) => as(role).send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: 'order' }));

test('who was let in on both sides sends across accounts, and nobody else', async () => {
  const encryptionKeyArn = await deployOwner();
  await deploy(PARTNER, (stack) => {
    const queue = SharedQueue.fromArn(stack, 'Orders', QUEUE_ARN, { encryptionKeyArn });
    queue.grantSend(newRole(stack, 'shop'));
    // The owner does not know this one.
    queue.grantSend(newRole(stack, 'stranger'));
    // The owner knows this one, and its own account gives it nothing.
    newRole(stack, 'powerless');
    queue.grantConsume(newRole(stack, 'worker'));
  });

  await send('shop');
  for (const role of ['stranger', 'powerless', 'worker']) {
    await expect(send(role)).rejects.toMatchObject({ name: 'AccessDenied' });
  }
  const receive = new ReceiveMessageCommand({ QueueUrl: QueueUrl(), WaitTimeSeconds: 0 });
  await expect(as('shop').send(receive)).rejects.toMatchObject({ name: 'AccessDenied' });
  expect((await as('worker').send(receive)).Messages).toMatchObject([{ Body: 'order' }]);
});

test("without the key's ARN the identity's half of the key's permission is missing, and SQS says so", async () => {
  await deployOwner();
  await deploy(PARTNER, (stack) => {
    SharedQueue.fromArn(stack, 'Orders', QUEUE_ARN).grantSend(newRole(stack, 'shop'));
  });
  await expect(send('shop')).rejects.toMatchObject({ name: 'KmsAccessDenied' });
});

test('a function of the other account consumes', async () => {
  const encryptionKeyArn = await deployOwner();
  await deploy(PARTNER, (stack) => {
    const visibilityTimeout = Duration.minutes(1);
    const queue = SharedQueue.fromArn(stack, 'Orders', QUEUE_ARN, { encryptionKeyArn, visibilityTimeout });
    queue.grantSend(newRole(stack, 'shop'));
    const handler = new lambda.Function(stack, 'Handler', {
      runtime: lambda.Runtime.NODEJS_22_X,
      code: lambda.Code.fromInline('exports.handler = async () => ({ batchItemFailures: [] })'),
      handler: 'index.handler',
      role: newRole(stack, 'worker', 'lambda.amazonaws.com'),
      timeout: Duration.seconds(10),
    });
    new LambdaConsumer(stack, 'Consumer', { queue, handler });
  });
  let deleted = 0;
  cloud.events.subscribe(({ type }) => {
    if (type === 'sqs.deleted') deleted += 1;
  });
  await send('shop');
  await cloud.settle();
  const left = await cloud.client(SQSClient).send(
    new GetQueueAttributesCommand({
      QueueUrl: QueueUrl(),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  expect(deleted).toBe(1);
  expect(Object.values(left.Attributes ?? {})).toEqual(['0', '0']);
});
