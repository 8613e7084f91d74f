import {
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import {
  CreateQueueCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { LocalCloud } from '../../../local/local-cloud';
import { allows, trusts } from '../iam/documents';

const OWN = '111122223333';
const RoleArn = `arn:aws:iam::${OWN}:role/worker`;

let cloud: LocalCloud;
let queueUrl: string;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: trusts({ AWS: OWN }) }));
  const PolicyDocument = allows(['sqs:ListQueues', 'sqs:PurgeQueue']);
  await iam.send(new PutRolePolicyCommand({ RoleName: 'worker', PolicyName: 'p', PolicyDocument }));
  queueUrl = (await cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'orders' }))).QueueUrl ?? '';
});
afterEach(() => cloud.stop());

const assume = (input: Partial<AssumeRoleCommandInput>) =>
  cloud.client(STSClient).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'job', ...input }));

async function session(input: Partial<AssumeRoleCommandInput>): Promise<SQSClient> {
  const { Credentials } = await assume(input);
  const sqs = cloud.client(SQSClient);
  sqs.config.credentials = async () => ({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  });
  return sqs;
}

const list = (sqs: SQSClient) => sqs.send(new ListQueuesCommand({}));
const purge = (sqs: SQSClient) => sqs.send(new PurgeQueueCommand({ QueueUrl: queueUrl }));
const denied = (action: string) => ({
  name: 'AccessDenied',
  message: expect.stringMatching(new RegExp(`because no session policy allows the ${action} action`, 'i')),
});

test('a session may do what its role and its session policy both allow', async () => {
  const sqs = await session({ Policy: allows(['sqs:ListQueues', 'sqs:SendMessage']) });
  expect((await list(sqs)).QueueUrls).toHaveLength(1);
  await expect(purge(sqs)).rejects.toMatchObject(denied('sqs:PurgeQueue'));
});

test('without one it may do what its role may', async () => {
  await purge(await session({}));
});

test('managed policies limit it too, together with the inline one', async () => {
  const iam = cloud.client(IAMClient);
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'purger', PolicyDocument: allows('sqs:PurgeQueue') }),
  );
  const PolicyArns = [{ arn: Policy?.Arn }];
  const managed = await session({ PolicyArns });
  await purge(managed);
  await expect(list(managed)).rejects.toMatchObject(denied('sqs:ListQueues'));
  expect((await list(await session({ PolicyArns, Policy: allows('sqs:ListQueues') }))).QueueUrls).toHaveLength(1);
});

test('a queue policy that names the session gives past it, one that names the role does not', async () => {
  const sqs = await session({ Policy: allows('sqs:ListQueues') });
  const grantTo = (AWS: string) =>
    cloud.client(SQSClient).send(
      new SetQueueAttributesCommand({
        QueueUrl: queueUrl,
        Attributes: {
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Principal: { AWS },
              Action: 'sqs:PurgeQueue',
              Resource: `arn:aws:sqs:us-east-1:${OWN}:orders`,
            },
          }),
        },
      }),
    );
  await grantTo(RoleArn);
  await expect(purge(sqs)).rejects.toMatchObject(denied('sqs:PurgeQueue'));
  await grantTo(`arn:aws:sts::${OWN}:assumed-role/worker/job`);
  await purge(sqs);
});

test('policies can name the id of a session and the tags of its role', async () => {
  const iam = cloud.client(IAMClient);
  const Condition = { StringLike: { 'aws:userid': 'AROA*:job' }, StringEquals: { 'aws:PrincipalTag/team': 'blue' } };
  const Statement = { Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*', Condition };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const sqs = await session({ Policy });
  await expect(list(sqs)).rejects.toMatchObject(denied('sqs:ListQueues'));
  await iam.send(new TagRoleCommand({ RoleName: 'worker', Tags: [{ Key: 'team', Value: 'blue' }] }));
  expect((await list(sqs)).QueueUrls).toHaveLength(1);
});

test('the answer says how much of the room is used', async () => {
  expect((await assume({})).PackedPolicySize).toBeUndefined();
  expect((await assume({ Policy: allows('sqs:ListQueues').padEnd(1_024) })).PackedPolicySize).toBe(50);
});

test.each<[string, Partial<AssumeRoleCommandInput>, object]>([
  ['no JSON', { Policy: '123456' }, { name: 'MalformedPolicyDocumentException' }],
  ['a principal in it', { Policy: trusts('*') }, { name: 'MalformedPolicyDocumentException' }],
  ['2,049 characters', { Policy: allows('sqs:*').padEnd(2_049) }, { name: 'ValidationError' }],
  [
    'eleven managed policies',
    { PolicyArns: Array.from({ length: 11 }, () => ({ arn: 'arn:aws:iam::aws:policy/AdministratorAccess' })) },
    { name: 'ValidationError' },
  ],
  [
    'a managed policy that is missing',
    { PolicyArns: [{ arn: `arn:aws:iam::${OWN}:policy/missing` }] },
    { name: 'ValidationError', message: expect.stringContaining('policy/missing does not exist') },
  ],
])('%s is refused', async (_title, input, error) => {
  await expect(assume(input)).rejects.toMatchObject(error);
});
