import type {
  DescribeInstancesRequest,
  DescribeInstancesResult,
  Filter,
  GetConsoleOutputRequest,
  GetConsoleOutputResult,
  Instance as InstanceAnswer,
  RunInstancesRequest,
  TerminateInstancesRequest,
  TerminateInstancesResult,
} from '@aws-sdk/client-ec2';
import type { Access, Operation, Request } from '../../service';
import { describeAccess, type Ec2, ec2Access, tagList, tagsFor } from '../ec2-context';
import { invalidParameter, missingParameter, noSuchInstance, notOffered } from '../errors';
import type { InstanceListener } from '../fleet';
import { type Instance, STATE_CODES } from '../instance';

/** Nobody waits for an instance that was launched by itself. */
const NOBODY: InstanceListener = { running: () => {}, launchFailed: () => {}, gone: () => {} };

export function runInstances(ec2: Ec2): Operation<RunInstancesRequest, { readonly Instances: InstanceAnswer[] }> {
  return {
    access: (input, request) => {
      const { account } = request;
      const role = ec2.instances.roleOf(request, templateOf(ec2, input, request));
      const context = { 'iam:PassedToService': 'ec2.amazonaws.com' };
      const launch = ec2Access('RunInstances', 'instance/*', request);
      return role === undefined ? launch : [launch, { action: 'iam:PassRole', resource: role, account, context }];
    },
    run: (input, request) => {
      const { account, region } = request;
      const { MinCount: min = 1, MaxCount: max = min, SubnetId } = input;
      if (max < 1 || min > max) throw invalidParameter(`MinCount ${min} must not be greater than MaxCount ${max}.`);
      const zone = SubnetId === undefined ? undefined : ec2.instances.zoneOf(request, SubnetId);
      const order = {
        place: { account, region },
        template: templateOf(ec2, input, request),
        instanceType: input.InstanceType,
        spot: input.InstanceMarketOptions?.MarketType === 'spot',
        availabilityZone: zone ?? ec2.instances.zones(region)[0] ?? '',
        subnetId: SubnetId,
        tags: tagsFor('instance', input.TagSpecifications),
        targetLifecycleState: () => undefined,
      };
      const ids = Array.from({ length: max }, () => ec2.instances.launch(order, NOBODY));
      return { Instances: ids.map((id) => answer(find(ec2, request, id))) };
    },
  };
}

export function describeInstances(ec2: Ec2): Operation<DescribeInstancesRequest, DescribeInstancesResult> {
  return {
    access: describeAccess('DescribeInstances'),
    run: (input, request) => {
      const ids = input.InstanceIds;
      const asked = ids === undefined ? ec2.instances.list(request) : ids.map((id) => find(ec2, request, id));
      const matching = asked.filter((instance) => (input.Filters ?? []).every((filter) => matches(instance, filter)));
      return {
        Reservations: matching.map((instance) => ({ OwnerId: request.account, Instances: [answer(instance)] })),
      };
    },
  };
}

export function terminateInstances(ec2: Ec2): Operation<TerminateInstancesRequest, TerminateInstancesResult> {
  return {
    access: (input, request) => instancesAccess('TerminateInstances', input.InstanceIds, request),
    run: (input, request) => {
      const instances = (input.InstanceIds ?? []).map((id) => find(ec2, request, id));
      const changes = instances.map((instance) => {
        const PreviousState = stateOf(instance);
        ec2.instances.terminate(instance.id);
        return { InstanceId: instance.id, PreviousState, CurrentState: stateOf(instance) };
      });
      return { TerminatingInstances: changes };
    },
  };
}

export function getConsoleOutput(ec2: Ec2): Operation<GetConsoleOutputRequest, GetConsoleOutputResult> {
  return {
    access: (input, request) => ec2Access('GetConsoleOutput', `instance/${input.InstanceId}`, request),
    run: (input, request) => {
      if (input.InstanceId === undefined) throw missingParameter('instanceId');
      const { id, console } = find(ec2, request, input.InstanceId);
      const Output = Buffer.from(console.content).toString('base64');
      return { InstanceId: id, Output, Timestamp: new Date(request.kernel.clock.now()) };
    },
  };
}

function templateOf(ec2: Ec2, { LaunchTemplate }: RunInstancesRequest, request: Request) {
  if (LaunchTemplate === undefined) throw notOffered('RunInstances without a launch template');
  const { LaunchTemplateId: id, LaunchTemplateName: name, Version: version } = LaunchTemplate;
  return ec2.instances.template(request, { id, name, version });
}

function instancesAccess(action: string, ids: readonly string[] = [], request: Request): readonly Access[] {
  return ids.map((id) => ec2Access(action, `instance/${id}`, request));
}

function find(ec2: Ec2, request: Request, id: string): Instance {
  const instance = ec2.instances.find(request, id);
  if (instance === undefined) throw noSuchInstance(id);
  return instance;
}

function matches(instance: Instance, { Name = '', Values = [] }: Filter): boolean {
  if (Name === 'instance-state-name') return Values.includes(instance.state);
  if (Name.startsWith('tag:')) return Values.includes(instance.order.tags.get(Name.slice('tag:'.length)) ?? '');
  throw invalidParameter(`The filter '${Name}' is invalid`);
}

function stateOf({ state }: Instance) {
  return { Code: STATE_CODES[state], Name: state };
}

function answer(instance: Instance): InstanceAnswer {
  const { order, id, launched, stateReason } = instance;
  const { data } = order.template;
  return {
    InstanceId: id,
    ImageId: data.ImageId,
    InstanceType: data.InstanceType === undefined && order.instanceType === undefined ? undefined : typeOf(instance),
    InstanceLifecycle: instance.isSpot ? 'spot' : undefined,
    LaunchTime: new Date(launched),
    Placement: { AvailabilityZone: order.availabilityZone },
    SubnetId: order.subnetId,
    State: stateOf(instance),
    StateTransitionReason: stateReason,
    StateReason: stateReason === undefined ? undefined : { Code: stateReason, Message: stateReason },
    Tags: tagList(order.tags),
  };
}

// The SDK's list of instance types is closed; AWS's is not.
function typeOf({ instanceType }: Instance): InstanceAnswer['InstanceType'] {
  return instanceType as InstanceAnswer['InstanceType'];
}
