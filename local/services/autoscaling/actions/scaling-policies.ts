import type {
  Alarm,
  DeletePolicyCommandInput,
  DescribePoliciesCommandInput,
  DescribePoliciesCommandOutput,
  ExecutePolicyCommandInput,
  PutScalingPolicyCommandInput,
  PutScalingPolicyCommandOutput,
  ScalingPolicy,
} from '@aws-sdk/client-auto-scaling';
import { formatArn } from '../../../../model/arn';
import { partitionOf } from '../../../../model/partition';
import type { Access, Operation, Request } from '../../service';
import { type AutoScaling, accountAccess, groupAccess, policyArn } from '../autoscaling-context';
import { noSuchPolicy, validationError } from '../errors';
import type { PolicyRecord } from '../group-record';
import { listPage } from '../list-page';
import type { LiveGroup } from '../live-group';
import { policyOf } from '../policy-input';
import { deleteAlarms, putAlarms } from '../tracking-alarms';

type Put = Omit<PutScalingPolicyCommandOutput, '$metadata'>;

export function putScalingPolicy(autoScaling: AutoScaling): Operation<PutScalingPolicyCommandInput, Put> {
  return {
    access: groupAccess(autoScaling, 'PutScalingPolicy'),
    run: async (input, request) => {
      const live = autoScaling.groups.get(request, input.AutoScalingGroupName);
      const policy = policyOf(input);
      const before = live.policyRecords.get(policy.name);
      const arn = before?.arn ?? policyArn(request, autoScaling.random.uuid(), live.identity.name, policy.name);
      const { TargetTrackingConfiguration: configuration } = input;
      const tracking = policy.type === 'TargetTrackingScaling' && configuration !== undefined;
      const ownAlarms = tracking ? await putAlarms(configuration, arn, live, request.router) : [];
      const gone = (before?.ownAlarms ?? []).filter((name) => !ownAlarms.includes(name));
      await deleteAlarms(gone, live, request.router);
      live.policies.put(policy);
      live.policyRecords.set(policy.name, { arn, input, ownAlarms });
      return { PolicyARN: arn, Alarms: ownAlarms.map((name) => alarmAnswer(name, request)) };
    },
  };
}

type Described = Omit<DescribePoliciesCommandOutput, '$metadata'>;

export function describePolicies(autoScaling: AutoScaling): Operation<DescribePoliciesCommandInput, Described> {
  return {
    access: accountAccess('DescribePolicies'),
    run: (input, request) => {
      const { AutoScalingGroupName: group, PolicyNames: names = [], PolicyTypes: types = [] } = input;
      const groups = group === undefined ? autoScaling.groups.list(request) : [autoScaling.groups.get(request, group)];
      const all = groups
        .flatMap((live) => [...live.policyRecords.values()].map((record) => policyAnswer(live, record, request)))
        .filter(({ PolicyName = '', PolicyARN = '' }) => {
          return names.length === 0 || names.includes(PolicyName) || names.includes(PolicyARN);
        })
        .filter(({ PolicyType = '' }) => types.length === 0 || types.includes(PolicyType));
      const { items, nextToken } = listPage(all, ({ PolicyARN = '' }) => PolicyARN, input);
      return { ScalingPolicies: [...items], NextToken: nextToken };
    },
  };
}

export function executePolicy(autoScaling: AutoScaling): Operation<ExecutePolicyCommandInput> {
  return {
    access: (input, request) => policyAccess(autoScaling, 'ExecutePolicy', input, request),
    run: (input, request) => {
      const { live, policyName } = named(autoScaling, input, request);
      const policy = live.policies.find(policyName);
      if (policy === undefined) throw noSuchPolicy(policyName);
      if (policy.type === 'TargetTrackingScaling') {
        throw validationError('You cannot execute a policy of type TargetTrackingScaling.');
      }
      const { MetricValue: metricValue, BreachThreshold: threshold } = input;
      if (policy.type === 'StepScaling' && (metricValue === undefined || threshold === undefined)) {
        throw validationError("'MetricValue' and 'BreachThreshold' must be given for a policy of type StepScaling.");
      }
      const breach = { metricValue, threshold: threshold ?? 0 };
      live.act((now) => live.policies.execute(policy, breach, now, input.HonorCooldown ?? false));
      return undefined;
    },
  };
}

export function deletePolicy(autoScaling: AutoScaling): Operation<DeletePolicyCommandInput> {
  return {
    access: (input, request) => policyAccess(autoScaling, 'DeletePolicy', input, request),
    run: async (input, request) => {
      const { live, policyName } = named(autoScaling, input, request);
      const record = live.policyRecords.get(policyName);
      if (record === undefined) throw noSuchPolicy(policyName);
      live.policies.delete(policyName);
      live.policyRecords.delete(policyName);
      await deleteAlarms(record.ownAlarms, live, request.router);
      return undefined;
    },
  };
}

interface PolicyInput {
  readonly AutoScalingGroupName?: string;
  readonly PolicyName: string | undefined;
}

/** By its ARN, or by its name and the group's. */
function named(autoScaling: AutoScaling, { AutoScalingGroupName, PolicyName = '' }: PolicyInput, request: Request) {
  if (!PolicyName.startsWith('arn:')) {
    return { live: autoScaling.groups.get(request, AutoScalingGroupName), policyName: PolicyName };
  }
  const found = autoScaling.groups.ofPolicy(PolicyName);
  if (found === undefined) throw noSuchPolicy(PolicyName);
  return found;
}

function policyAccess(autoScaling: AutoScaling, action: string, input: PolicyInput, request: Request): Access {
  const { live } = named(autoScaling, input, request);
  return groupAccess(autoScaling, action)({ AutoScalingGroupName: live.identity.name }, request);
}

function policyAnswer(live: LiveGroup, { arn, input, ownAlarms }: PolicyRecord, request: Request): ScalingPolicy {
  const { Enabled = true, PolicyType = 'SimpleScaling', ...others } = input;
  const Alarms = ownAlarms.map((name) => alarmAnswer(name, request));
  return { ...others, AutoScalingGroupName: live.identity.name, PolicyARN: arn, PolicyType, Enabled, Alarms };
}

function alarmAnswer(AlarmName: string, { account, region }: Request): Alarm {
  const partition = partitionOf(region);
  const resource = `alarm:${AlarmName}`;
  return { AlarmName, AlarmARN: formatArn({ partition, service: 'cloudwatch', region, account, resource }) };
}
