import { CreateBucketCommand, PutBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud, type Organization } from '../../../local';

const OWNER = '111122223333';
const MEMBER = '444455556666';
const STRANGER = '777788889999';
const ID = 'o-a1b2c3d4e5';
const QUEUE = `arn:aws:sqs:us-east-1:${OWNER}:events`;

let cloud: LocalCloud | undefined;
async function start(organization: Organization): Promise<LocalCloud> {
  cloud = await LocalCloud.start({ clock: 'virtual', account: OWNER, organization });
  return cloud;
}
afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
});

async function queueWith(local: LocalCloud, statement: object): Promise<string> {
  const sqs = local.client(SQSClient);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Action: 'sqs:SendMessage', Resource: QUEUE, ...statement }],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  return QueueUrl;
}

test('what a service sends carries the organization of the account it acts for', async () => {
  const local = await start({ id: ID, accounts: [OWNER, MEMBER] });
  await queueWith(local, {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Condition: {
      StringEquals: { 'aws:SourceOrgID': ID },
      'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': `${ID}/r-root/*` },
    },
  });
  const notify = async (account: string) => {
    const s3 = local.client(S3Client, { account });
    const Bucket = `uploads-${account}`;
    await s3.send(new CreateBucketCommand({ Bucket }));
    const QueueConfigurations = [{ QueueArn: QUEUE, Events: ['s3:ObjectCreated:*' as const] }];
    const NotificationConfiguration = { QueueConfigurations };
    return s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  };
  await notify(OWNER);
  await notify(MEMBER);
  await expect(notify(STRANGER)).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('a request carries the organization of the resource, so identities can be held inside of it', async () => {
  const local = await start({ id: ID, accounts: [OWNER] });
  const QueueUrl = await queueWith(local, {
    Effect: 'Allow',
    Principal: '*',
    Condition: {
      StringEquals: { 'aws:ResourceOrgID': ID },
      'ForAnyValue:StringEquals': { 'aws:ResourceOrgPaths': `${ID}/r-root/` },
      Null: { 'aws:PrincipalOrgID': 'true', 'aws:PrincipalOrgPaths': 'true' },
    },
  });
  const sqs = local.client(SQSClient, { account: STRANGER });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'from outside' }));
});

test.each<[string, Organization]>([
  ["'organization.id' must be", { id: 'o-short', accounts: [] }],
  ["'organization.accounts' must be", { id: ID, accounts: ['12345'] }],
  ["'organization.paths' must be of member", { id: ID, accounts: [OWNER], paths: { [MEMBER]: 'r-ab12' } }],
  ["'organization.paths' must begin", { id: ID, accounts: [OWNER], paths: { [OWNER]: 'ou-ab12-11111111' } }],
])('an organization that AWS would not have is refused: %s', async (message, organization) => {
  await expect(start(organization)).rejects.toThrow(message);
});
