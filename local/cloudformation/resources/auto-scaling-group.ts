import { sameJson } from '../json';
import { PropertyValues, present } from '../property-values';
import type { DeployContext, Properties, ResourceType } from '../resource-type';

/** "CreateAutoScalingGroup", API Reference. */
const MAX_NAME_LENGTH = 255;

const NUMBERS = ['DefaultInstanceWarmup', 'HealthCheckGracePeriod', 'MaxSize', 'MinSize'];
const TEXTS = ['HealthCheckType'];
const FLAGS = ['CapacityRebalance', 'NewInstancesProtectedFromScaleIn'];
const TEMPLATE = ['LaunchTemplateId', 'LaunchTemplateName', 'Version'];
const HOOK = [
  'DefaultResult',
  'HeartbeatTimeout',
  'LifecycleHookName',
  'LifecycleTransition',
  'NotificationMetadata',
  'NotificationTargetARN',
  'RoleARN',
];

export const autoScalingGroup: ResourceType = {
  type: 'AWS::AutoScaling::AutoScalingGroup',
  properties: [
    'AutoScalingGroupName',
    'AvailabilityZones',
    'Cooldown',
    'DesiredCapacity',
    ...TEMPLATE.map((name) => `LaunchTemplate.${name}`),
    ...HOOK.map((name) => `LifecycleHookSpecificationList.${name}`),
    'MetricsCollection.Granularity',
    'MetricsCollection.Metrics',
    'MixedInstancesPolicy.InstancesDistribution.OnDemandAllocationStrategy',
    'MixedInstancesPolicy.InstancesDistribution.OnDemandBaseCapacity',
    'MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity',
    'MixedInstancesPolicy.InstancesDistribution.SpotAllocationStrategy',
    ...TEMPLATE.map((name) => `MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.${name}`),
    'MixedInstancesPolicy.LaunchTemplate.Overrides.InstanceType',
    'Tags.Key',
    'Tags.PropagateAtLaunch',
    'Tags.Value',
    'TerminationPolicies',
    'VPCZoneIdentifier',
    ...NUMBERS,
    ...TEXTS,
    ...FLAGS,
  ],
  attributes: ['AutoScalingGroupARN'],
  replaceOn: ['AutoScalingGroupName'],
  nameProperty: 'AutoScalingGroupName',

  async create(properties, context) {
    const values = new PropertyValues(properties);
    const name = values.text('AutoScalingGroupName') ?? context.generatedName(MAX_NAME_LENGTH);
    await call(context, 'CreateAutoScalingGroup', {
      ...settings(name, values),
      LifecycleHookSpecificationList: hooks(values),
      Tags: tags(name, values),
    });
    await collectMetrics(name, values, context);
    return describe(name, context);
  },

  async update(name, properties, previous, context) {
    const values = new PropertyValues(properties);
    const before = new PropertyValues(previous);
    await call(context, 'UpdateAutoScalingGroup', settings(name, values));
    if (launchesOtherwise(properties, previous)) await refresh(name, context);
    for (const hook of hooks(values) ?? []) {
      await call(context, 'PutLifecycleHook', { AutoScalingGroupName: name, ...hook });
    }
    await call(context, 'DisableMetricsCollection', { AutoScalingGroupName: name });
    await collectMetrics(name, values, context);
    const wanted = tags(name, values);
    const gone = tags(name, before).filter(({ Key }) => !wanted.some((tag) => tag.Key === Key));
    if (gone.length > 0) await call(context, 'DeleteTags', { Tags: gone });
    if (wanted.length > 0) await call(context, 'CreateOrUpdateTags', { Tags: wanted });
    return describe(name, context);
  },

  async delete(AutoScalingGroupName, _properties, context) {
    await call(context, 'DeleteAutoScalingGroup', { AutoScalingGroupName, ForceDelete: true });
  },
};

/** "UpdatePolicy attribute", `AutoScalingInstanceRefresh`: a change of these starts one. */
const REFRESHED_FOR = ['AvailabilityZones', 'LaunchTemplate', 'MixedInstancesPolicy', 'VPCZoneIdentifier'];

function launchesOtherwise(properties: Properties, previous: Properties): boolean {
  return REFRESHED_FOR.some((name) => !sameJson(properties[name], previous[name]));
}

/**
 * New instances take the place of those that run. Without preferences CloudFormation launches one before it terminates
 * one, and skips what matches already: other defaults than the API's own. It waits for the end, which here nobody does;
 * so an update can meet the refresh of the one before, which it replaces.
 */
async function refresh(AutoScalingGroupName: string, { updatePolicy = {}, ...context }: DeployContext): Promise<void> {
  const policy = new PropertyValues(updatePolicy).group('AutoScalingInstanceRefresh');
  if (policy === undefined) return;
  const preferences = policy.group('Preferences');
  const Preferences = present({
    InstanceWarmup: preferences?.number('InstanceWarmup'),
    MaxHealthyPercentage: preferences?.number('MaxHealthyPercentage') ?? 110,
    MinHealthyPercentage: preferences?.number('MinHealthyPercentage') ?? 100,
    SkipMatching: preferences?.flag('SkipMatching') ?? true,
  });
  const { InstanceRefreshes } = await call<{ InstanceRefreshes: { Status: string }[] }>(
    context,
    'DescribeInstanceRefreshes',
    { AutoScalingGroupName },
  );
  if (InstanceRefreshes[0]?.Status === 'InProgress') {
    await call(context, 'CancelInstanceRefresh', { AutoScalingGroupName });
  }
  await call(context, 'StartInstanceRefresh', { AutoScalingGroupName, Strategy: 'Rolling', Preferences });
}

function settings(AutoScalingGroupName: string, values: PropertyValues): object {
  return present({
    AutoScalingGroupName,
    ...Object.fromEntries(NUMBERS.map((name) => [name, values.number(name)])),
    ...Object.fromEntries(TEXTS.map((name) => [name, values.text(name)])),
    ...Object.fromEntries(FLAGS.map((name) => [name, values.flag(name)])),
    AvailabilityZones: values.texts('AvailabilityZones'),
    DefaultCooldown: values.number('Cooldown'),
    DesiredCapacity: values.number('DesiredCapacity'),
    LaunchTemplate: template(values.group('LaunchTemplate')),
    MixedInstancesPolicy: mixedInstances(values.group('MixedInstancesPolicy')),
    TerminationPolicies: values.texts('TerminationPolicies'),
    VPCZoneIdentifier: values.texts('VPCZoneIdentifier')?.join(','),
  });
}

function template(values: PropertyValues | undefined): object | undefined {
  return values && present(Object.fromEntries(TEMPLATE.map((name) => [name, values.text(name)])));
}

function mixedInstances(values: PropertyValues | undefined): object | undefined {
  if (values === undefined) return undefined;
  const distribution = values.group('InstancesDistribution');
  const launch = values.requiredGroup('LaunchTemplate');
  return present({
    InstancesDistribution:
      distribution &&
      present({
        OnDemandAllocationStrategy: distribution.text('OnDemandAllocationStrategy'),
        OnDemandBaseCapacity: distribution.number('OnDemandBaseCapacity'),
        OnDemandPercentageAboveBaseCapacity: distribution.number('OnDemandPercentageAboveBaseCapacity'),
        SpotAllocationStrategy: distribution.text('SpotAllocationStrategy'),
      }),
    LaunchTemplate: present({
      LaunchTemplateSpecification: template(launch.group('LaunchTemplateSpecification')),
      Overrides: launch.groups('Overrides')?.map((override) => ({ InstanceType: override.text('InstanceType') })),
    }),
  });
}

function hooks(values: PropertyValues): object[] | undefined {
  return values.groups('LifecycleHookSpecificationList')?.map((hook) =>
    present({
      ...Object.fromEntries(HOOK.map((name) => [name, hook.text(name)])),
      HeartbeatTimeout: hook.number('HeartbeatTimeout'),
    }),
  );
}

function tags(ResourceId: string, values: PropertyValues) {
  return (values.groups('Tags') ?? []).map((tag) => ({
    Key: tag.requiredText('Key'),
    Value: tag.requiredText('Value'),
    PropagateAtLaunch: tag.flag('PropagateAtLaunch') ?? false,
    ResourceId,
    ResourceType: 'auto-scaling-group',
  }));
}

async function collectMetrics(AutoScalingGroupName: string, values: PropertyValues, context: DeployContext) {
  for (const collection of values.groups('MetricsCollection') ?? []) {
    await call(
      context,
      'EnableMetricsCollection',
      present({
        AutoScalingGroupName,
        Granularity: collection.requiredText('Granularity'),
        Metrics: collection.texts('Metrics'),
      }),
    );
  }
}

async function describe(name: string, context: DeployContext) {
  const input = { AutoScalingGroupNames: [name] };
  const { AutoScalingGroups } = await call<{ AutoScalingGroups: { AutoScalingGroupARN: string }[] }>(
    context,
    'DescribeAutoScalingGroups',
    input,
  );
  return { physicalId: name, attributes: { AutoScalingGroupARN: AutoScalingGroups[0]?.AutoScalingGroupARN ?? '' } };
}

export function call<Output = object>(context: DeployContext, action: string, input: object): Promise<Output> {
  return context.router.call<Output>('autoscaling', action, input, context.caller);
}
