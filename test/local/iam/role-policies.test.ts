import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { LocalCloud } from '../../../local/local-cloud';
import { allows, LAMBDA_TRUST } from './documents';

const RoleName = 'worker';
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

let cloud: LocalCloud;
let iam: IAMClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  iam = cloud.client(IAMClient);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST }));
});
afterEach(() => cloud.stop());

test('an inline policy is stored, listed, overwritten and deleted', async () => {
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: allows('sqs:*') }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: allows('s3:*') }));
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'p' }));
  expect(decodeURIComponent(PolicyDocument ?? '')).toBe(allows('s3:*'));
  const listed = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  expect(listed).toMatchObject({ PolicyNames: ['p'], IsTruncated: false });
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }));
  await expect(iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'p' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role policy with name p cannot be found.',
  });
});

test('a role cannot be deleted while policies are attached or inline', async () => {
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: allows('sqs:*') }));
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: BASIC }));
  await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must detach all policies first.',
  });
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: BASIC }));
  await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must delete policies first.',
  });
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'p' }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
});

test("AWS's own policies are attached by their ARN, and their documents can be read", async () => {
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: BASIC }));
  const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  expect(AttachedPolicies).toEqual([{ PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: BASIC }]);
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: BASIC, VersionId: 'v1' }));
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('logs:PutLogEvents');
});

test('an AWS managed policy that is not known here is refused with its name', async () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
  await expect(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} does not exist or is not attachable.`,
  });
});

test('an own managed policy counts its attachments and cannot be deleted while it has any', async () => {
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'send', PolicyDocument: allows('sqs:SendMessage') }),
  );
  const PolicyArn = Policy?.Arn ?? '';
  expect(PolicyArn).toBe('arn:aws:iam::111122223333:policy/send');
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount).toBe(1);
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeletePolicyCommand({ PolicyArn }));
  await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} was not found.`,
  });
});

test('detaching what is not attached is refused', async () => {
  await expect(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: BASIC }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test('an eleventh managed policy is refused', async () => {
  for (let n = 1; n <= 11; n++) {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: `p${n}`, PolicyDocument: allows('sqs:*') }),
    );
    const attached = iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
    if (n <= 10) await attached;
    else await expect(attached).rejects.toMatchObject({ message: 'Cannot exceed quota for PoliciesPerRole: 10' });
  }
});

test('inline policies of more than 10,240 characters together are refused', async () => {
  const half = allows(Array.from({ length: 300 }, (_, n) => `sqs:SendMessage${n}`));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'a', PolicyDocument: half }));
  await expect(
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'b', PolicyDocument: half })),
  ).rejects.toMatchObject({
    name: 'LimitExceededException',
  });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'a', PolicyDocument: half }));
});
