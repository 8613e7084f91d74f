import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { SharedQueue, type ShareOptions, WorkQueue } from '../../../lib';
import { type CloudEvent, LocalCloud, type Organization } from '../../../local';
import { newApp, newStack } from '../synthesis';

const OWNER = '111122223333';
const MEMBER = '444455556666';
const STRANGER = '777788889999';
const region = 'us-east-1';
const ID = 'o-a1b2c3d4e5';

let cloud: LocalCloud;
let decisions: CloudEvent[];
async function start(organization: Organization): Promise<void> {
  cloud = await LocalCloud.start({ clock: 'virtual', account: OWNER, region, organization });
  decisions = [];
  cloud.events.subscribe((event) => {
    if (event.type === 'decision') decisions.push(event);
  });
}
afterEach(() => cloud.stop());

async function deploy(account: string, build: (stack: Stack) => void) {
  const app = newApp();
  build(newStack({ env: { account, region } }, app));
  const [result] = await cloud.deploy(app.synth().directory);
  return result?.outputs ?? {};
}

/** The owner's queue and, in each other account, a role `shop` with its own half of the permission. */
async function share(options: ShareOptions, encrypted = false): Promise<void> {
  const { KeyArn } = await deploy(OWNER, (stack) => {
    const encryptionKey = encrypted ? new kms.Key(stack, 'Key') : undefined;
    new WorkQueue(stack, 'Orders', { queueName: 'orders', encryptionKey }).share(options);
    if (encryptionKey !== undefined) new CfnOutput(stack, 'KeyArn', { value: encryptionKey.keyArn });
  });
  for (const account of [MEMBER, STRANGER]) {
    await deploy(account, (stack) => {
      const shop = new iam.Role(stack, 'Shop', {
        roleName: 'shop',
        assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      });
      const queueArn = `arn:aws:sqs:${region}:${OWNER}:orders`;
      SharedQueue.fromArn(stack, 'Orders', queueArn, { encryptionKeyArn: KeyArn }).grantSend(shop);
    });
  }
}

const QueueUrl = () => `${cloud.url}/${OWNER}/orders`;
const send = (account: string) =>
  cloud
    .client(SQSClient, { account, role: 'shop' })
    .send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: account }));

async function bodies(): Promise<readonly (string | undefined)[]> {
  const receive = new ReceiveMessageCommand({ QueueUrl: QueueUrl(), MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
  const { Messages = [] } = await cloud.client(SQSClient).send(receive);
  return Messages.map(({ Body }) => Body);
}

test('of a queue shared with an organization, a member may send and a stranger is told which condition is missing', async () => {
  await start({ id: ID, accounts: [OWNER, MEMBER] });
  await share({ organizationId: ID });
  await send(MEMBER);
  await expect(send(STRANGER)).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(await bodies()).toEqual([MEMBER]);
  expect(decisions.filter(({ allowed }) => allowed === false)).toMatchObject([
    {
      principal: `arn:aws:sts::${STRANGER}:assumed-role/shop/local`,
      action: 'sqs:SendMessage',
      reason: expect.stringMatching(/ShareProducers1.*aws:PrincipalOrgID/),
    },
  ]);
});

test('a member of another organization is a stranger', async () => {
  await start({ id: 'o-zzzzzzzzzz', accounts: [OWNER, MEMBER] });
  await share({ organizationId: ID });
  await expect(send(MEMBER)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('aws:PrincipalOrgID'),
  });
  expect(await bodies()).toEqual([]);
});

test("the organization's members use the queue's customer key through SQS, strangers do not", async () => {
  await start({ id: ID, accounts: [OWNER, MEMBER] });
  await share({ organizationId: ID }, true);
  await send(MEMBER);
  await expect(send(STRANGER)).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(await bodies()).toEqual([MEMBER]);
  expect(decisions).toContainEqual(
    expect.objectContaining({ service: 'kms', action: 'kms:GenerateDataKey', allowed: true }),
  );
});

test('a unit of the organization is let in by its path, and an account beside it is not', async () => {
  await start({
    id: ID,
    accounts: [OWNER, MEMBER, STRANGER],
    paths: { [MEMBER]: 'r-ab12/ou-ab12-11111111/ou-ab12-22222222', [STRANGER]: 'r-ab12/ou-ab12-33333333' },
  });
  const unit = new iam.OrganizationPrincipal(ID).withConditions({
    'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${ID}/r-ab12/ou-ab12-11111111/*` },
  });
  await share({ producers: [unit] });
  await send(MEMBER);
  await expect(send(STRANGER)).rejects.toMatchObject({ message: expect.stringContaining('aws:PrincipalOrgPaths') });
  expect(await bodies()).toEqual([MEMBER]);
});
