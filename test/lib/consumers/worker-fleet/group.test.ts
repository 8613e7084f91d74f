import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { arnOf, newStack, only, type Resource, resources, statementsOf } from '../../synthesis';
import { fleet } from './fleet';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const types = (...names: readonly string[]) => names.map((name) => new ec2.InstanceType(name));
const group = (): Resource => only(stack, 'AWS::AutoScaling::AutoScalingGroup');
const templateData = () =>
  only(stack, 'AWS::EC2::LaunchTemplate').properties['LaunchTemplateData'] as Readonly<Record<string, unknown>>;
const hook = (transition: string) => {
  const hooks = group().properties['LifecycleHookSpecificationList'] as readonly Record<string, unknown>[];
  return hooks.find(({ LifecycleTransition }) => LifecycleTransition === `autoscaling:EC2_INSTANCE_${transition}`);
};

test('each instance takes IMDSv2 alone, one hop far, with an encrypted volume and no way to reach it', () => {
  fleet(stack);
  expect(templateData()).toMatchObject({
    ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1, HttpEndpoint: 'enabled' },
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeType: 'gp3', VolumeSize: 8 } }],
    NetworkInterfaces: [{ AssociatePublicIpAddress: false, Ipv6AddressCount: 1 }],
  });
  expect(templateData()).not.toHaveProperty('KeyName');
  expect(resources(stack, 'AWS::AutoScaling::LaunchConfiguration')).toEqual([]);
  expect(only(stack, 'AWS::EC2::SecurityGroup').properties).not.toHaveProperty('SecurityGroupIngress');
});

test('the image is for the processor of the instances', () => {
  fleet(stack, { instanceType: new ec2.InstanceType('c7i.large') });
  expect(templateData()['ImageId']).toMatch(/al2023-ami-kernel-default-x86_64$/);
});

test('an instance is in service when its worker says so, and is given up when it does not', () => {
  fleet(stack);
  expect(hook('LAUNCHING')).toEqual({
    LifecycleHookName: 'worker-started',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    HeartbeatTimeout: 300,
    DefaultResult: 'ABANDON',
  });
  expect(hook('TERMINATING')).toMatchObject({ LifecycleHookName: 'worker-drained', DefaultResult: 'CONTINUE' });
});

test('an instance goes when it or its volume does not answer, from its first minute on', () => {
  fleet(stack);
  expect(group().properties).toMatchObject({ HealthCheckType: 'EBS', HealthCheckGracePeriod: 0 });
});

test.each([
  [Duration.minutes(1), 120],
  [Duration.hours(12), 864],
])('a drain of %s is over before the heartbeats of its hook are used up', (drainTimeout, heartbeat) => {
  fleet(stack, { drainTimeout });
  expect(hook('TERMINATING')).toMatchObject({ HeartbeatTimeout: heartbeat });
  expect(100 * heartbeat).toBeGreaterThan(2 * drainTimeout.toSeconds() - 100);
});

test('its first instance has its permissions, because the group waits for them', () => {
  fleet(stack);
  expect(group().dependsOn).toContain(only(stack, 'AWS::IAM::Policy').logicalId);
});

test('all metrics of the group are on: the policies reckon with them', () => {
  fleet(stack);
  expect(group().properties['MetricsCollection']).toEqual([{ Granularity: '1Minute' }]);
});

test('new code is rolled out by an instance refresh that launches first', () => {
  fleet(stack);
  const { UpdatePolicy } = templateOf(group().logicalId);
  expect(UpdatePolicy).toMatchObject({
    AutoScalingInstanceRefresh: {
      Strategy: 'Rolling',
      Preferences: { MinHealthyPercentage: 100, MaxHealthyPercentage: 110, SkipMatching: true },
    },
  });
  expect(group().properties['LaunchTemplate']).toMatchObject({
    Version: { 'Fn::GetAtt': [only(stack, 'AWS::EC2::LaunchTemplate').logicalId, 'LatestVersionNumber'] },
  });
});

test('on Spot it takes the pools that last, among several types, and replaces what is at risk', () => {
  fleet(stack, { spot: { instanceTypes: types('m6g.large', 'm7g.large'), onDemandBaseCapacity: 1 } });
  expect(group().properties).toMatchObject({
    CapacityRebalance: true,
    MixedInstancesPolicy: {
      InstancesDistribution: {
        OnDemandBaseCapacity: 1,
        OnDemandPercentageAboveBaseCapacity: 0,
        SpotAllocationStrategy: 'price-capacity-optimized',
      },
      LaunchTemplate: {
        Overrides: ['t4g.small', 'm6g.large', 'm7g.large'].map((InstanceType) => ({ InstanceType })),
      },
    },
  });
});

test('its own network has no way in, and no gateway that costs', () => {
  fleet(stack);
  const count = (type: string) => resources(stack, type).length;
  expect(count('AWS::EC2::NatGateway') + count('AWS::EC2::InternetGateway') + count('AWS::EC2::EIP')).toBe(0);
  const gateway = { Ref: only(stack, 'AWS::EC2::EgressOnlyInternetGateway').logicalId };
  const routes = resources(stack, 'AWS::EC2::Route').map(({ properties }) => properties);
  expect(routes).toHaveLength(2);
  for (const route of routes) {
    expect(route).toMatchObject({ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: gateway });
  }
  expect(only(stack, 'AWS::EC2::VPCEndpoint').properties).toMatchObject({ VpcEndpointType: 'Gateway' });
  expect(only(stack, 'AWS::EC2::SecurityGroup').properties['SecurityGroupEgress']).toMatchObject([
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' },
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv6: '::/0' },
  ]);
});

test('in a VPC of yours nothing is made but a security group, and it may be opened', () => {
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  const workers = fleet(stack, { vpc });
  workers.connections.allowTo(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcp(5432));
  expect(resources(stack, 'AWS::EC2::VPC')).toHaveLength(1);
  expect(resources(stack, 'AWS::EC2::EgressOnlyInternetGateway')).toEqual([]);
  expect(templateData()['NetworkInterfaces']).toMatchObject([{ AssociatePublicIpAddress: false }]);
  expect(JSON.stringify(templateData())).not.toContain('Ipv6AddressCount');
  expect(JSON.stringify(only(stack, 'AWS::EC2::SecurityGroup'))).toContain('5432');
});

test('what the worker needs besides is granted to the fleet', () => {
  const workers = fleet(stack);
  new Bucket(stack, 'Results').grantDelete(workers);
  const objects = { 'Fn::Join': ['', [arnOf(only(stack, 'AWS::S3::Bucket')), '/*']] };
  expect(statementsOf(only(stack, 'AWS::IAM::Policy'))).toContainEqual(
    expect.objectContaining({ Action: 's3:DeleteObject*', Resource: objects }),
  );
});

test('two stacks of one class have groups of different names', () => {
  const names = ['blue', 'green'].map((stackName) => {
    stack = newStack({ stackName });
    fleet(stack);
    return group().properties['AutoScalingGroupName'];
  });
  expect(names).toEqual([expect.stringMatching(/^blue-Fleet-\w{8}$/), expect.stringMatching(/^green-Fleet-\w{8}$/)]);
});

function templateOf(logicalId: string): Readonly<Record<string, unknown>> {
  return Template.fromStack(stack).toJSON()['Resources'][logicalId];
}
