import { LocalCloud } from '../../../local/local-cloud';
import { ServiceRouter } from '../../../local/service-router';
import { createIam } from '../../../local/services/iam';
import { createSts } from '../../../local/services/sts';
import { LAMBDA_TRUST } from '../iam/documents';

const account = '111122223333';
const region = 'us-east-1';

test('whether a service may assume a role can be asked without assuming it', async () => {
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  const iam = createIam(cloud.kernel);
  const router = new ServiceRouter(cloud.kernel, iam.directory, 'strict', () => '');
  router.add(iam);
  router.add(createSts(cloud.kernel, iam.directory));
  await router.call(
    'iam',
    'CreateRole',
    { RoleName: 'worker', AssumeRolePolicyDocument: LAMBDA_TRUST },
    { principal: iam.directory.principalOf(account), account, region },
  );
  const input = { RoleArn: `arn:aws:iam::${account}:role/worker`, RoleSessionName: 'fn' };
  const asked = (service: string) =>
    router.decide('sts', 'AssumeRole', input, { principal: { kind: 'service', service }, account, region });
  expect(asked('lambda.amazonaws.com').allowed).toBe(true);
  expect(asked('ec2.amazonaws.com')).toMatchObject({
    allowed: false,
    reason: expect.stringContaining('the trust policy of role worker'),
  });
  await cloud.stop();
});
