import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  ListRoleTagsCommand,
  paginateListRoles,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { LocalCloud } from '../../../local/local-cloud';
import { LAMBDA_TRUST, trusts } from './documents';

let cloud: LocalCloud;
let iam: IAMClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  iam = cloud.client(IAMClient);
});
afterEach(() => cloud.stop());

const create = (RoleName: string, rest: object = {}) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST, ...rest }));

test('a role is answered with its ARN, its id and its trust policy in URL encoding', async () => {
  await create('worker', { Path: '/app/', Description: 'consumes', Tags: [{ Key: 'team', Value: 'a' }] });
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
  expect(Role).toMatchObject({
    Arn: 'arn:aws:iam::111122223333:role/app/worker',
    Path: '/app/',
    Description: 'consumes',
    MaxSessionDuration: 3600,
    Tags: [{ Key: 'team', Value: 'a' }],
    CreateDate: new Date(cloud.now()),
  });
  expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
  expect(Role?.AssumeRolePolicyDocument).not.toContain('{');
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(LAMBDA_TRUST);
});

test('accounts do not see the roles of one another', async () => {
  await create('worker');
  const other = cloud.client(IAMClient, { account: '444455556666' });
  await expect(other.send(new GetRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role with name worker cannot be found.',
    $metadata: { httpStatusCode: 404 },
  });
});

test('a name that is taken is refused', async () => {
  await create('worker');
  await expect(create('worker')).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Role with name worker already exists.',
    $metadata: { httpStatusCode: 409 },
  });
});

test.each([
  ['a b', /The specified value for roleName is invalid/],
  ['x'.repeat(65), /'roleName' failed to satisfy constraint: Member must have length less than or equal to 64/],
])('the name %s is refused', async (name, message) => {
  await expect(create(name)).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringMatching(message),
  });
});

test.each([
  ['MaxSessionDuration', { MaxSessionDuration: 3599 }, 'ValidationError'],
  ['MaxSessionDuration', { MaxSessionDuration: 43_201 }, 'ValidationError'],
  ['path', { Path: 'app' }, 'ValidationError'],
  ['Scope ARN', { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/missing' }, 'NoSuchEntityException'],
])('%s in %j is refused instead of ignored', async (member, rest, name) => {
  await expect(create('worker', rest)).rejects.toMatchObject({
    name,
    message: expect.stringMatching(new RegExp(member, 'i')),
  });
  await expect(iam.send(new GetRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test('a list of roles comes in pages that hold each role once', async () => {
  for (const name of ['e', 'b', 'd', 'a', 'c']) await create(name);
  const names: (string | undefined)[][] = [];
  for await (const page of paginateListRoles({ client: iam, pageSize: 2 }, {})) {
    names.push((page.Roles ?? []).map(({ RoleName }) => RoleName));
  }
  expect(names).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});

test('a list can be narrowed by path, and a marker of another list is refused', async () => {
  await create('one', { Path: '/app/' });
  await create('two');
  const { Roles } = await iam.send(new ListRolesCommand({ PathPrefix: '/app/' }));
  expect(Roles?.map(({ RoleName }) => RoleName)).toEqual(['one']);
  await expect(iam.send(new ListRolesCommand({ Marker: 'nonsense' }))).rejects.toMatchObject({
    message: 'Invalid Marker.',
  });
});

test('trust policy, description and session duration can be changed', async () => {
  await create('worker', { MaxSessionDuration: 7200 });
  const trust = trusts({ AWS: 'arn:aws:iam::444455556666:root' });
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'worker', PolicyDocument: trust }));
  await iam.send(new UpdateRoleCommand({ RoleName: 'worker', Description: 'new', MaxSessionDuration: 43_200 }));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
  expect(Role).toMatchObject({ Description: 'new', MaxSessionDuration: 43_200 });
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trust);
});

test('tags can be added, overwritten and removed', async () => {
  await create('worker', { Tags: [{ Key: 'a', Value: '1' }] });
  await iam.send(
    new TagRoleCommand({
      RoleName: 'worker',
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '3' },
      ],
    }),
  );
  await iam.send(new UntagRoleCommand({ RoleName: 'worker', TagKeys: ['b', 'c'] }));
  const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: 'worker' }));
  expect(Tags).toEqual([{ Key: 'a', Value: '2' }]);
});

test('a deleted role is gone', async () => {
  await create('worker');
  await iam.send(new DeleteRoleCommand({ RoleName: 'worker' }));
  await expect(iam.send(new DeleteRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
