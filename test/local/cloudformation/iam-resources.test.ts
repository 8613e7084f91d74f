import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { LocalCloud } from '../../../local/local-cloud';

const allow = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});
const logsPolicy = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

describe('roles and their policies', () => {
  let cloud: LocalCloud;
  let iam: IAMClient;
  beforeEach(async () => {
    cloud = await LocalCloud.start({ clock: 'virtual' });
    iam = cloud.client(IAMClient);
  });
  afterEach(() => cloud.stop());
  const deploy = (Resources: object, Outputs?: object) =>
    cloud.cloudFormation.deployTemplate({ Resources, Outputs }, { stackName: 'Access' });
  const role = (properties: object = {}) => ({
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'worker', AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ...properties },
  });
  const inline = async () => (await iam.send(new ListRolePoliciesCommand({ RoleName: 'worker' }))).PolicyNames;
  const attached = async () =>
    (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'worker' }))).AttachedPolicies?.map(
      ({ PolicyName }) => PolicyName,
    );

  it('follow their template: inline, attached, and by policies of their own', async () => {
    const policy = (PolicyName: string) => ({
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName, PolicyDocument: allow('s3:GetObject'), Roles: [{ Ref: 'Role' }] },
    });
    const managed = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: 'sender',
        PolicyDocument: allow('sqs:SendMessage'),
        Roles: [{ Ref: 'Role' }],
      },
    };
    const { outputs } = await deploy(
      {
        Role: role({
          ManagedPolicyArns: [logsPolicy],
          Policies: [{ PolicyName: 'One', PolicyDocument: allow('sqs:DeleteMessage') }],
        }),
        Reader: policy('Reader'),
        Sender: managed,
      },
      { Arn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } }, Policy: { Value: { Ref: 'Sender' } } },
    );
    expect(outputs).toEqual({
      Arn: 'arn:aws:iam::111122223333:role/worker',
      Policy: 'arn:aws:iam::111122223333:policy/sender',
    });
    expect(await inline()).toEqual(['One', 'Reader']);
    expect(await attached()).toEqual(expect.arrayContaining(['AWSLambdaBasicExecutionRole', 'sender']));

    await deploy({
      Role: role({
        AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
        Description: 'works',
        Policies: [{ PolicyName: 'Two', PolicyDocument: allow('sqs:ReceiveMessage') }],
      }),
      Reader: policy('ReaderOfFiles'),
    });
    expect(await inline()).toEqual(['ReaderOfFiles', 'Two']);
    expect(await attached()).toEqual([]);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
    expect(Role?.Description).toBe('works');
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('ec2.amazonaws.com');
    const two = await iam.send(new GetRolePolicyCommand({ RoleName: 'worker', PolicyName: 'Two' }));
    expect(decodeURIComponent(two.PolicyDocument ?? '')).toContain('sqs:ReceiveMessage');

    await cloud.cloudFormation.deleteStack('Access');
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  it('leave no role behind when one of its policies is refused', async () => {
    const Policies = [{ PolicyName: 'Bad', PolicyDocument: { Statement: [{ Effect: 'Perhaps' }] } }];
    await expect(deploy({ Role: role({ ManagedPolicyArns: [logsPolicy], Policies }) })).rejects.toThrow(
      /Role \(AWS::IAM::Role\) CREATE_FAILED/,
    );
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  });
});
