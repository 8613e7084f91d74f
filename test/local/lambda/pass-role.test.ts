import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { LocalCloud } from '../../../local/local-cloud';
import { LAMBDA_TRUST } from '../iam/documents';
import { deployFunction } from './function-stack';

const OWN = '111122223333';
const roleArn = (name: string, account = OWN) => `arn:aws:iam::${account}:role/${name}`;

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});
afterEach(() => cloud.stop());

async function createRole(RoleName: string, ...Statement: object[]): Promise<void> {
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: LAMBDA_TRUST }));
  if (Statement.length === 0) return;
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
}

/** A deployer that may create functions and change them, with these further statements. */
async function deployer(...statements: object[]): Promise<LambdaClient> {
  await createRole('deployer', { Effect: 'Allow', Action: 'lambda:*', Resource: '*' }, ...statements);
  return cloud.client(LambdaClient, { role: 'deployer' });
}

const create = (lambda: LambdaClient, Role: string) =>
  lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'fn',
      Role,
      Handler: 'index.handler',
      Runtime: 'nodejs22.x',
      Code: { ZipFile: Buffer.from('exports.handler = async () => {};') },
    }),
  );

const refusal = (role: string) => ({
  name: 'AccessDeniedException',
  message: expect.stringContaining(
    `User: arn:aws:sts::${OWN}:assumed-role/deployer/local is not authorized to perform: iam:PassRole on resource: ${roleArn(role)} because no identity-based policy allows the iam:PassRole action`,
  ),
  $metadata: expect.objectContaining({ httpStatusCode: 403 }),
});

const pass = (role: string, service: string) => ({
  Effect: 'Allow',
  Action: 'iam:PassRole',
  Resource: roleArn(role),
  Condition: { StringEquals: { 'iam:PassedToService': service } },
});

test('who creates a function must be allowed to pass it its role', async () => {
  await createRole('worker');
  await expect(create(await deployer(), roleArn('worker'))).rejects.toMatchObject(refusal('worker'));
});

test('the permission may name the role and the service', async () => {
  await createRole('worker');
  await createRole('other');
  const lambda = await deployer(pass('worker', 'lambda.amazonaws.com'));
  await expect(create(lambda, roleArn('other'))).rejects.toMatchObject(refusal('other'));
  expect((await create(lambda, roleArn('worker'))).Role).toBe(roleArn('worker'));
});

test('a permission to pass it to another service does not count', async () => {
  await createRole('worker');
  const lambda = await deployer(pass('worker', 'ec2.amazonaws.com'));
  await expect(create(lambda, roleArn('worker'))).rejects.toMatchObject(refusal('worker'));
});

test("nobody passes another account's role", async () => {
  await expect(create(cloud.client(LambdaClient), roleArn('worker', '444455556666'))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'Cross-account pass role is not allowed.',
  });
});

test('a change of the role asks again, another change does not', async () => {
  await createRole('worker');
  const { functionName: FunctionName } = await deployFunction(cloud, { code: 'exports.handler = async () => {};' });
  const lambda = await deployer();
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'new' }));
  const change = new UpdateFunctionConfigurationCommand({ FunctionName, Role: roleArn('worker') });
  await expect(lambda.send(change)).rejects.toMatchObject(refusal('worker'));
});
