import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { LocalCloud } from '../../../local/local-cloud';
import { allows, LAMBDA_TRUST } from './documents';

const RoleName = 'reader';

let cloud: LocalCloud;
let iam: IAMClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  iam = cloud.client(IAMClient);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST }));
});
afterEach(() => cloud.stop());

const asRole = () => cloud.client(IAMClient, { role: RoleName });
const listed = (client: IAMClient) => client.send(new ListRolesCommand({}));
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

test('a role may do nothing until a policy allows it, and the denial names role and action', async () => {
  await expect(listed(asRole())).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining(
      'User: arn:aws:sts::111122223333:assumed-role/reader/local is not authorized to perform: iam:ListRoles',
    ),
  });
});

test('an inline policy allows what it says, from the next request on', async () => {
  const client = asRole();
  await expect(listed(client)).rejects.toMatchObject(denied);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'list', PolicyDocument: allows('iam:ListRoles') }));
  expect((await listed(client)).Roles).toHaveLength(1);
});

test('a managed policy allows until it is detached', async () => {
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'list', PolicyDocument: allows('iam:List*') }),
  );
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
  expect((await listed(asRole())).Roles).toHaveLength(1);
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
  await expect(listed(asRole())).rejects.toMatchObject(denied);
});

test('a decision names the policy and the role that allowed it', async () => {
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'list', PolicyDocument: allows('iam:ListRoles') }));
  const reasons: unknown[] = [];
  cloud.events.subscribe((event) => event.type === 'decision' && reasons.push(event['reason']));
  await listed(asRole());
  expect(reasons).toEqual([expect.stringContaining('policy list of role reader')]);
});

test('the sessions of a deleted role may do nothing, also when a role of that name is created again', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const session = asRole();
  expect((await listed(session)).Roles).toHaveLength(1);
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
  await expect(listed(session)).rejects.toMatchObject(denied);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  await expect(listed(session)).rejects.toMatchObject(denied);
  expect((await listed(asRole())).Roles).toHaveLength(1);
});

test('attaching can be limited to certain policies by the condition key iam:PolicyARN', async () => {
  const only = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'iam:AttachRolePolicy',
      Resource: '*',
      Condition: { ArnEquals: { 'iam:PolicyARN': only } },
    },
  });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'attach', PolicyDocument }));
  await asRole().send(new AttachRolePolicyCommand({ RoleName, PolicyArn: only }));
  await expect(
    asRole().send(new AttachRolePolicyCommand({ RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })),
  ).rejects.toMatchObject(denied);
});
