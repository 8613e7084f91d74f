import { CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type GuardError, type WorkerFleetProps, WorkQueue } from '../../../../lib';
import { newApp, newStack, only, resources, warnings } from '../../synthesis';
import { fleet } from './fleet';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const type = (name: string) => new ec2.InstanceType(name);

function errorOf(props: Partial<WorkerFleetProps>): GuardError {
  try {
    fleet(stack, props);
  } catch (error) {
    return error as GuardError;
  }
  throw new Error('the props were accepted');
}

const ids = (error: GuardError) => error.violations.map(({ id }) => id.replace('Spillway:', ''));

test.each<[string, Partial<WorkerFleetProps>, string]>([
  ['FleetEntry', { entry: '/no/such/worker.ts' }, 'must be a file, got "/no/such/worker.ts".'],
  ['FleetProcessingTime', { processingTime: Duration.seconds(0) }, 'from 1 millisecond to 12 hours'],
  ['FleetProcessingTime', { processingTime: Duration.hours(13) }, 'got 13 hours.'],
  ['FleetLatency', { acceptableLatency: Duration.seconds(59) }, "keep instances ready with 'min'"],
  ['FleetConcurrency', { concurrency: 0 }, 'from 1 to 10,000, got 0.'],
  ['FleetConcurrency', { concurrency: 2.5 }, 'got 2.5.'],
  ['FleetMin', { min: -1 }, "Leave 'min' out for 0."],
  ['FleetMax', { max: 0 }, 'would never handle a message'],
  ['FleetRange', { min: 3, max: 2 }, "Set 'max' to 3 or more"],
  [
    'FleetDrainTimeout',
    { drainTimeout: Duration.seconds(29), processingTime: Duration.seconds(1) },
    'from 30 to 43,200',
  ],
  [
    'FleetDrainBelowProcessing',
    { drainTimeout: Duration.seconds(40), processingTime: Duration.minutes(1) },
    '40 seconds',
  ],
  ['FleetEntry', { entry: __dirname }, 'must be a file'],
  ['FleetHangTimeout', { hangTimeout: Duration.seconds(29) }, 'from 30 to 43,200'],
  ['FleetProtection', { scaleInProtection: { idleAfter: Duration.days(2) } }, 'from 1 to 86,400'],
  [
    'FleetEnvironment',
    { environment: { SPILLWAY_QUEUE_URL: 'https://elsewhere' } },
    'those of the package come on top',
  ],
  ['FleetEnvironment', { environment: { 'MY-TABLE': 'orders' } }, 'got ["MY-TABLE"].'],
  ['FleetEnvironmentSize', { environment: { LIST: 'x'.repeat(8_200) } }, 'got 8205 bytes.'],
  ['FleetSubnets', { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }, "got subnets without 'vpc'."],
  [
    'FleetSpotTypes',
    { spot: { instanceTypes: [type('t4g.small'), type('m7g.large')] } },
    'got t4g.small, m7g.large in all.',
  ],
  [
    'FleetSpotProcessor',
    { spot: { instanceTypes: [type('t3.small'), type('m7g.large')] } },
    'got t4g.small (arm64), t3.small (x86_64), m7g.large (arm64).',
  ],
  [
    'FleetSpotBase',
    { spot: { instanceTypes: [type('m6g.large'), type('m7g.large')], onDemandBaseCapacity: 0.5 } },
    'got 0.5.',
  ],
  ['FleetRootVolume', { rootVolume: { size: Size.gibibytes(7) } }, 'from 8 to 16384'],
])('%s: %j is refused, with what to change', (id, props, text) => {
  const error = errorOf(props);
  expect(ids(error)).toEqual([id]);
  expect(error.message).toContain(text);
});

test('all that is wrong is said at once', () => {
  const error = errorOf({ concurrency: 0, max: 0, acceptableLatency: Duration.seconds(1), min: -1 });
  expect(ids(error)).toEqual(['FleetLatency', 'FleetConcurrency', 'FleetMin', 'FleetMax']);
});

test("a topic that is encrypted with AWS's own key would hear of nothing", () => {
  const masterKey = kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns');
  expect(ids(errorOf({ alarms: { topic: new sns.Topic(stack, 'Topic', { masterKey }) } }))).toEqual([
    'FleetAlarmTopicKey',
  ]);
});

test('a queue of another region is refused', () => {
  stack = new Stack(newApp(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const queue = sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:us-east-1:111122223333:orders');
  expect(ids(errorOf({ queue }))).toEqual(['FleetQueueRegion']);
});

test('so is one of another account, whose metrics nobody would see', () => {
  stack = new Stack(newApp(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const queue = sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:us-east-1:444455556666:orders');
  expect(ids(errorOf({ queue }))).toEqual(['FleetQueueAccount']);
});

const vpcOf = (...subnetTypes: readonly ec2.SubnetType[]) =>
  new ec2.Vpc(stack, 'Vpc', {
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: subnetTypes.map((subnetType) => ({ name: subnetType, subnetType })),
  });

test('a VPC without private subnets is refused, until its subnets are named', () => {
  const vpc = vpcOf(ec2.SubnetType.PRIVATE_ISOLATED);
  const error = errorOf({ vpc });
  expect(ids(error)).toEqual(['FleetPrivateSubnets']);
  expect(error.message).toContain('endpoints for S3, SQS, Auto Scaling and Logs');
  stack = newStack();
  fleet(stack, {
    vpc: vpcOf(ec2.SubnetType.PRIVATE_ISOLATED),
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  });
  expect(warnings(stack)).toEqual([]);
});

const spot = { instanceTypes: [type('m6g.large'), type('m7g.large')] };

test.each<[string, () => Partial<WorkerFleetProps>, string]>([
  ['a FIFO queue', () => ({ queue: new WorkQueue(stack, 'Orders', { fifo: {} }) }), 'Spillway:FleetFifo'],
  [
    'work on Spot that is longer than the notice',
    () => ({ spot, processingTime: Duration.minutes(3) }),
    'SpotLongWork',
  ],
  [
    'public subnets, without a public address',
    () => ({ vpc: vpcOf(ec2.SubnetType.PUBLIC), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }),
    'FleetPublicSubnets',
  ],
])('%s is warned of', (_name, props, id) => {
  fleet(stack, props());
  expect(warnings(stack)).toEqual([expect.stringContaining(id)]);
});

test.each<[string, () => Partial<WorkerFleetProps>]>([
  ['short work on Spot', () => ({ spot })],
  [
    'public subnets with IPv6',
    () => ({
      vpc: vpcOf(ec2.SubnetType.PUBLIC),
      vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
      dualStackEndpoints: true,
    }),
  ],
])('%s is not', (_name, props) => {
  fleet(stack, props());
  expect(warnings(stack)).toEqual([]);
});

test('numbers that only CloudFormation knows are not judged, and metric math reckons with them', () => {
  const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
  fleet(stack, {
    processingTime: Duration.seconds(number('Time')),
    acceptableLatency: Duration.seconds(number('Latency')),
    drainTimeout: Duration.seconds(number('Drain')),
    concurrency: number('Slots'),
    min: number('Min'),
    max: number('Max'),
  });
  const group = only(stack, 'AWS::AutoScaling::AutoScalingGroup').properties;
  expect(group).toMatchObject({ MinSize: { Ref: 'Min' }, MaxSize: { Ref: 'Max' } });
  const text = JSON.stringify(resources(stack, 'AWS::AutoScaling::ScalingPolicy'));
  expect(text).toContain('{"Ref":"Time"}');
  expect(text).toContain('{"Ref":"Latency"}');
  expect(text).toContain('{"Ref":"Slots"}');
  expect(JSON.stringify(only(stack, 'AWS::EC2::LaunchTemplate'))).toContain('{"Ref":"Drain"}');
  expect(text).not.toContain('Token');
  expect(warnings(stack)).toEqual([]);
});

test.each<[string, Partial<WorkerFleetProps>]>([
  ['the least', { processingTime: Duration.millis(1), acceptableLatency: Duration.minutes(1), concurrency: 1, max: 1 }],
  ['the most', { processingTime: Duration.hours(12), acceptableLatency: Duration.days(14), concurrency: 10_000 }],
  ['a fixed size', { min: 2, max: 2 }],
])('%s is accepted', (_name, props) => {
  fleet(stack, props);
  expect(only(stack, 'AWS::AutoScaling::AutoScalingGroup')).toBeDefined();
});
