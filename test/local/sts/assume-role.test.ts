import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { LocalCloud } from '../../../local/local-cloud';
import { allows, LAMBDA_TRUST, trusts } from '../iam/documents';

const OWN = '111122223333';
const OTHER = '444455556666';
const RoleArn = `arn:aws:iam::${OWN}:role/target`;

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});
afterEach(() => cloud.stop());

async function createRole(RoleName: string, trust: string, permissions?: string): Promise<void> {
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, MaxSessionDuration: 7200 }));
  if (permissions === undefined) return;
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: permissions }));
}

function assume(sts: STSClient, input: Partial<AssumeRoleCommandInput> = {}) {
  return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'job', ...input }));
}

const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
const own = () => cloud.client(STSClient);
const other = () => cloud.client(STSClient, { account: OTHER });

test('the credentials of an assumed role work, and name role and session', async () => {
  await createRole('target', trusts({ AWS: `arn:aws:iam::${OWN}:root` }));
  const { Credentials, AssumedRoleUser } = await assume(own());
  expect(AssumedRoleUser).toEqual({
    Arn: `arn:aws:sts::${OWN}:assumed-role/target/job`,
    AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:job$/),
  });
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(Credentials?.Expiration).toEqual(new Date(cloud.now() + 3_600_000));
  expect((await whoIs(Credentials)).Arn).toBe(AssumedRoleUser?.Arn);
});

test('credentials stop working at the moment when they expire', async () => {
  await createRole('target', trusts({ AWS: OWN }));
  const { Credentials } = await assume(own(), { DurationSeconds: 900 });
  await cloud.advance(899_999);
  expect((await whoIs(Credentials)).Account).toBe(OWN);
  await cloud.advance(1);
  await expect(whoIs(Credentials)).rejects.toMatchObject({
    name: expect.stringMatching(/^ExpiredToken/),
    message: 'The security token included in the request is expired',
  });
});

test("an administrator's permissions do not replace the trust policy", async () => {
  await createRole('target', LAMBDA_TRUST);
  await expect(assume(own())).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining('trust policy of role target'),
  });
});

test('a role that does not exist is denied like one that does not trust', async () => {
  await expect(assume(own())).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining(`is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`),
  });
});

test('within an account a trust policy that names the caller suffices, one that names the account does not', async () => {
  await createRole('caller', LAMBDA_TRUST);
  await createRole('target', trusts({ AWS: `arn:aws:iam::${OWN}:role/caller` }));
  await createRole('second', trusts({ AWS: `arn:aws:iam::${OWN}:root` }));
  const caller = () => cloud.client(STSClient, { role: 'caller' });
  expect((await assume(caller())).AssumedRoleUser?.Arn).toContain('target');
  await expect(assume(caller(), { RoleArn: `arn:aws:iam::${OWN}:role/second` })).rejects.toMatchObject(denied);
});

test('across accounts the trust policy and the caller must both allow it', async () => {
  await createRole('target', trusts({ AWS: `arn:aws:iam::${OTHER}:root` }));
  const iam = cloud.client(IAMClient, { account: OTHER });
  for (const RoleName of ['allowed', 'bare']) {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST }));
  }
  const PolicyDocument = allows('sts:AssumeRole', RoleArn);
  await iam.send(new PutRolePolicyCommand({ RoleName: 'allowed', PolicyName: 'p', PolicyDocument }));
  const as = (role: string) => cloud.client(STSClient, { account: OTHER, role });
  expect((await assume(as('allowed'))).AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${OWN}:assumed-role/target/job`);
  await expect(assume(as('bare'))).rejects.toMatchObject(denied);
});

test('a condition on the external id holds', async () => {
  await createRole('target', trusts({ AWS: OTHER }, { StringEquals: { 'sts:ExternalId': 'secret' } }));
  await expect(assume(other())).rejects.toMatchObject(denied);
  await expect(assume(other(), { ExternalId: 'wrong' })).rejects.toMatchObject(denied);
  expect((await assume(other(), { ExternalId: 'secret' })).Credentials).toBeDefined();
});

test.each([
  [{ RoleSessionName: 'a' }, /'roleSessionName'.*length greater than or equal to 2/],
  [{ RoleSessionName: 'x'.repeat(65) }, /'roleSessionName'.*length less than or equal to 64/],
  [{ RoleSessionName: 'a b' }, /'roleSessionName'.*regular expression/],
  [{ DurationSeconds: 899 }, /'durationSeconds'.*greater than or equal to 900/],
  [{ DurationSeconds: 43_201 }, /'durationSeconds'.*less than or equal to 43200/],
  [{ DurationSeconds: 7_201 }, /exceeds the MaxSessionDuration set for this role/],
])('%j is refused', async (input, message) => {
  await createRole('target', trusts({ AWS: OWN }));
  await expect(assume(own(), input)).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringMatching(message),
  });
});

test('a role that assumes another one gets an hour at most', async () => {
  await createRole('caller', LAMBDA_TRUST);
  await createRole('target', trusts({ AWS: `arn:aws:iam::${OWN}:role/caller` }));
  const caller = cloud.client(STSClient, { role: 'caller' });
  await expect(assume(caller, { DurationSeconds: 3_601 })).rejects.toMatchObject({
    message: expect.stringContaining('role chaining'),
  });
});

test.each(['TokenCode', 'SourceIdentity'])('%s would narrow the session and is refused', async (parameter) => {
  await createRole('target', trusts({ AWS: OWN }));
  await expect(assume(own(), { [parameter]: '123456' })).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining(`'${parameter}'`),
    $metadata: { httpStatusCode: 501 },
  });
});

function whoIs(credentials: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string } | undefined) {
  const sts = cloud.client(STSClient);
  sts.config.credentials = async () => ({
    accessKeyId: credentials?.AccessKeyId ?? '',
    secretAccessKey: credentials?.SecretAccessKey ?? '',
    sessionToken: credentials?.SessionToken,
  });
  return sts.send(new GetCallerIdentityCommand({}));
}
