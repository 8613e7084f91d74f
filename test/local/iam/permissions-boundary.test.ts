import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetPolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
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
});
afterEach(() => cloud.stop());

const listed = () => cloud.client(IAMClient, { role: RoleName }).send(new ListRolesCommand({}));
const boundaryOf = async () => (await iam.send(new GetRoleCommand({ RoleName }))).Role?.PermissionsBoundary;

async function policy(name: string, action: string): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: allows(action) }));
  return Policy?.Arn ?? '';
}

async function reader(PermissionsBoundary?: string): Promise<void> {
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST, PermissionsBoundary }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument: allows('iam:*') }));
}

test('limits what the policies of a role give, and the denial says so in the words of AWS', async () => {
  await reader(await policy('only-sqs', 'sqs:*'));
  await expect(listed()).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(
      /is not authorized to perform: iam:ListRoles on resource: \S+ because no permissions boundary allows the iam:ListRoles action\. .*permissions boundary only-sqs of role reader does not allow iam:ListRoles\.$/,
    ),
  });
});

test('gives nothing by itself', async () => {
  const PermissionsBoundary = await policy('everything', '*');
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST, PermissionsBoundary }));
  await expect(listed()).rejects.toMatchObject({
    message: expect.stringContaining('because no identity-based policy allows the iam:ListRoles action'),
  });
});

test('is set, shown, changed and taken away, from the next request on', async () => {
  await reader();
  expect(await boundaryOf()).toBeUndefined();
  expect((await listed()).Roles).toHaveLength(1);

  const PermissionsBoundary = await policy('only-sqs', 'sqs:*');
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
  expect((await boundaryOf())?.PermissionsBoundaryArn).toBe(PermissionsBoundary);
  await expect(listed()).rejects.toMatchObject({ name: 'AccessDenied' });

  await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
  expect((await listed()).Roles).toHaveLength(1);
  await expect(iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test('keeps its policy from being deleted', async () => {
  const PolicyArn = await policy('only-sqs', 'sqs:*');
  await reader(PolicyArn);
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy).toMatchObject({ PermissionsBoundaryUsageCount: 1, AttachmentCount: 0 });
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
});

test('can be demanded of whoever creates roles', async () => {
  const boundary = await policy('only-sqs', 'sqs:*');
  const Condition = { StringEquals: { 'iam:PermissionsBoundary': boundary } };
  const Statement = [{ Effect: 'Allow', Action: ['iam:CreateRole', 'iam:PutRolePolicy'], Resource: '*', Condition }];
  await iam.send(new CreateRoleCommand({ RoleName: 'delegate', AssumeRolePolicyDocument: LAMBDA_TRUST }));
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'delegate',
      PolicyName: 'roles',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
  const delegate = cloud.client(IAMClient, { role: 'delegate' });
  const create = (PermissionsBoundary?: string) =>
    delegate.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST, PermissionsBoundary }));
  await expect(create()).rejects.toMatchObject({ name: 'AccessDenied' });
  await create(boundary);
  const grant = (name: string) =>
    delegate.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'p', PolicyDocument: allows('*') }));
  await grant(RoleName);
  await expect(grant('delegate')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('follows its template', async () => {
  const role = (boundary?: object) => ({
    Resources: {
      Limit: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { ManagedPolicyName: 'limit', PolicyDocument: JSON.parse(allows('sqs:*')) },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { RoleName, AssumeRolePolicyDocument: JSON.parse(LAMBDA_TRUST), ...boundary },
      },
    },
  });
  const deploy = (template: object) => cloud.cloudFormation.deployTemplate(template, { stackName: 'Limited' });
  await deploy(role({ PermissionsBoundary: { Ref: 'Limit' } }));
  expect((await boundaryOf())?.PermissionsBoundaryArn).toBe('arn:aws:iam::111122223333:policy/limit');
  await deploy(role({ PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' }));
  expect((await boundaryOf())?.PermissionsBoundaryArn).toBe('arn:aws:iam::aws:policy/AdministratorAccess');
  await deploy(role());
  expect(await boundaryOf()).toBeUndefined();
});
