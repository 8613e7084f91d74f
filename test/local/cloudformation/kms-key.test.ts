import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { LocalCloud } from '../../../local/local-cloud';

let cloud: LocalCloud;
let kms: KMSClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  kms = cloud.client(KMSClient);
});

afterEach(() => cloud.stop());

const deploy = (Resources: object, Outputs?: object) =>
  cloud.cloudFormation.deployTemplate({ Resources, Outputs }, { stackName: 'Keys' });

const KeyPolicy = (sid: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: sid,
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});
const key = (Properties: object = {}) => ({ Type: 'AWS::KMS::Key', Properties });
const alias = (Properties: object = {}) => ({
  Type: 'AWS::KMS::Alias',
  Properties: { AliasName: 'alias/orders', TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] }, ...Properties },
});
const outputs = { Arn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } }, Id: { Value: { Ref: 'Key' } } };

const described = async (KeyId: string) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
const states = async () => {
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  return Promise.all(Keys.map(async ({ KeyId = '' }) => (await described(KeyId))?.KeyState));
};

test('a key and its alias are created with what the template says', async () => {
  const { outputs: values } = await deploy(
    {
      Key: key({
        Description: 'orders',
        EnableKeyRotation: true,
        RotationPeriodInDays: 90,
        KeyPolicy: KeyPolicy('first'),
        Tags: [{ Key: 'team', Value: 'a' }],
      }),
      Alias: alias(),
    },
    outputs,
  );
  const { Arn: KeyId = '', Id } = values;
  expect(await described('alias/orders')).toMatchObject({ Arn: KeyId, KeyId: Id, Description: 'orders' });
  expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({
    KeyRotationEnabled: true,
    RotationPeriodInDays: 90,
  });
  expect((await kms.send(new ListResourceTagsCommand({ KeyId }))).Tags).toEqual([{ TagKey: 'team', TagValue: 'a' }]);
  const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
  expect(JSON.parse(Policy).Statement[0]).toMatchObject({
    Sid: 'first',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  });
});

test('a key is changed in place', async () => {
  const before = key({ Description: 'a', EnableKeyRotation: true, Tags: [{ Key: 'team', Value: 'a' }] });
  const { outputs: values } = await deploy({ Key: before }, outputs);
  const KeyId = values['Id'] ?? '';
  await deploy({
    Key: key({
      Description: 'b',
      Enabled: false,
      KeyPolicy: KeyPolicy('second'),
      Tags: [{ Key: 'stage', Value: 'x' }],
    }),
  });
  expect(await described(KeyId)).toMatchObject({ Description: 'b', KeyState: 'Disabled' });
  expect((await kms.send(new ListResourceTagsCommand({ KeyId }))).Tags).toEqual([{ TagKey: 'stage', TagValue: 'x' }]);
  expect((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toContain('second');
  expect((await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled).toBe(false);
  await deploy({ Key: key({ Description: 'b', EnableKeyRotation: true }) });
  expect((await described(KeyId))?.KeyState).toBe('Enabled');
  expect((await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled).toBe(true);
});

test('a deleted stack leaves a key that is pending deletion, and no alias', async () => {
  const { outputs: values } = await deploy({ Key: key({ PendingWindowInDays: 7 }), Alias: alias() }, outputs);
  await cloud.cloudFormation.deleteStack('Keys');
  expect(await described(values['Id'] ?? '')).toMatchObject({
    KeyState: 'PendingDeletion',
    DeletionDate: new Date(cloud.now() + 7 * 86_400_000),
  });
  expect((await kms.send(new ListAliasesCommand({}))).Aliases).toEqual([]);
});

test('an alias moves to another key, and a new name is a new alias', async () => {
  const keys = { Key: key(), Other: key({ Description: 'other' }) };
  await deploy({ ...keys, Alias: alias() });
  await deploy({ ...keys, Alias: alias({ TargetKeyId: { Ref: 'Other' } }) });
  expect((await described('alias/orders'))?.Description).toBe('other');
  await deploy({ ...keys, Alias: alias({ AliasName: 'alias/sales', TargetKeyId: { Ref: 'Other' } }) });
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  expect(Aliases.map(({ AliasName }) => AliasName)).toEqual(['alias/sales']);
});

test('when the alias is refused, the key is taken back', async () => {
  const deployment = deploy({ Key: key(), Alias: alias({ AliasName: 'alias/aws/orders' }) });
  await expect(deployment).rejects.toThrow(/Alias \(AWS::KMS::Alias\) CREATE_FAILED.*NotAuthorizedException/s);
  expect(await states()).toEqual(['PendingDeletion']);
});

test('a key whose rotation is refused is not left behind', async () => {
  await expect(deploy({ Key: key({ EnableKeyRotation: true, RotationPeriodInDays: 1 }) })).rejects.toThrow(
    /Key \(AWS::KMS::Key\) CREATE_FAILED/,
  );
  expect(await states()).toEqual(['PendingDeletion']);
});

test('an update that fails brings the key back to what it was', async () => {
  await deploy({ Key: key({ Description: 'before' }), Alias: alias() });
  await expect(
    deploy({ Key: key({ Description: 'after' }), Alias: alias({ TargetKeyId: 'no-such-key' }) }),
  ).rejects.toThrow(/UPDATE_ROLLBACK_COMPLETE/);
  expect((await described('alias/orders'))?.Description).toBe('before');
});
