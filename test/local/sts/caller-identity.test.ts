import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { LocalCloud } from '../../../local/local-cloud';
import { LAMBDA_TRUST } from '../iam/documents';

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
});
afterEach(() => cloud.stop());

const identity = (sts: STSClient) => sts.send(new GetCallerIdentityCommand({}));

test('a key made of twelve digits is the administrator of that account', async () => {
  expect(await identity(cloud.client(STSClient, { account: '444455556666' }))).toMatchObject({
    Account: '444455556666',
    Arn: 'arn:aws:iam::444455556666:user/administrator',
  });
});

test('a role without any permission may ask who it is', async () => {
  await cloud
    .client(IAMClient)
    .send(new CreateRoleCommand({ RoleName: 'nobody', AssumeRolePolicyDocument: LAMBDA_TRUST }));
  expect(await identity(cloud.client(STSClient, { role: 'nobody' }))).toMatchObject({
    Account: '111122223333',
    Arn: 'arn:aws:sts::111122223333:assumed-role/nobody/local',
    UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:local$/),
  });
});

test('a key that nobody was given is refused', async () => {
  const sts = cloud.client(STSClient);
  sts.config.credentials = async () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' });
  await expect(identity(sts)).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
    $metadata: { httpStatusCode: 403 },
  });
});
