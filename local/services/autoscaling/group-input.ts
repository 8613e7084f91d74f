import type {
  CreateAutoScalingGroupCommandInput,
  LaunchTemplateSpecification,
  UpdateAutoScalingGroupCommandInput,
} from '@aws-sdk/client-auto-scaling';
import type { Fleet, Place, TemplateReference } from '../ec2/fleet';
import { notOffered, validationError } from './errors';
import type { GroupRecord } from './group-record';
import { DEFAULT_COOLDOWN_SECONDS, type GroupSettings, TERMINATION_POLICIES, type TerminationPolicy } from './model';

type Input = CreateAutoScalingGroupCommandInput | UpdateAutoScalingGroupCommandInput;

/** What would change how instances are launched, placed or judged, and is not there. */
const NOT_OFFERED = [
  'LaunchConfigurationName',
  'InstanceId',
  'LoadBalancerNames',
  'TargetGroupARNs',
  'PlacementGroup',
  'MaxInstanceLifetime',
  'TrafficSources',
  'DesiredCapacityType',
  'InstanceMaintenancePolicy',
  'AvailabilityZoneDistribution',
  'CapacityReservationSpecification',
] as const;

export function refuseUnknown(input: Input): void {
  const given: Readonly<Record<string, unknown>> = { ...input };
  for (const name of NOT_OFFERED) if (given[name] !== undefined) throw notOffered(`'${name}'`);
}

/** "CreateAutoScalingGroup", API Reference. */
const NAME = /^[!-9;-~]{1,255}$/;

export function groupName(value: string | undefined): string {
  if (value !== undefined && NAME.test(value)) return value;
  throw validationError(
    `The name of an Auto Scaling group must have 1 to 255 characters of ASCII 33 to 126 without a colon, got '${value}'.`,
  );
}

/** The launch template that the group uses, whether it stands alone or in a mixed instances policy. */
export function templateOf(input: Input): TemplateReference | undefined {
  const { LaunchTemplate, MixedInstancesPolicy } = input;
  if (LaunchTemplate !== undefined && MixedInstancesPolicy !== undefined) {
    throw validationError('You must use a valid fully-formed launch template: LaunchTemplate or MixedInstancesPolicy.');
  }
  const given = LaunchTemplate ?? MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  return given === undefined ? undefined : referenceOf(given);
}

function referenceOf({
  LaunchTemplateId,
  LaunchTemplateName,
  Version,
}: LaunchTemplateSpecification): TemplateReference {
  if ((LaunchTemplateId === undefined) === (LaunchTemplateName === undefined)) {
    throw validationError('Valid requests must contain either launchTemplateId or LaunchTemplateName');
  }
  return { id: LaunchTemplateId, name: LaunchTemplateName, version: Version };
}

export function recordOf(input: Input, current: GroupRecord | undefined): GroupRecord {
  const template = templateOf(input) ?? current?.template;
  if (template === undefined) {
    throw validationError(
      'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.',
    );
  }
  const mixed = input.LaunchTemplate === undefined ? current?.mixedInstances : undefined;
  const subnets = input.VPCZoneIdentifier?.split(',').map((id) => id.trim());
  return {
    template,
    mixedInstances: input.MixedInstancesPolicy ?? mixed,
    subnetIds: subnets ?? current?.subnetIds ?? [],
    healthCheckType: input.HealthCheckType ?? current?.healthCheckType ?? 'EC2',
    capacityRebalance: input.CapacityRebalance ?? current?.capacityRebalance ?? false,
  };
}

export function settingsOf(
  input: Input,
  record: GroupRecord,
  current: Omit<GroupSettings, 'templateVersion'> | undefined,
  place: Place,
  fleet: Fleet,
): Omit<GroupSettings, 'templateVersion'> {
  const minSize = input.MinSize ?? current?.minSize ?? 0;
  const maxSize = input.MaxSize ?? current?.maxSize ?? 0;
  if (minSize < 0 || maxSize < minSize) {
    throw validationError(`Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`);
  }
  const warmup = input.DefaultInstanceWarmup ?? current?.defaultInstanceWarmup;
  return {
    minSize,
    maxSize,
    defaultCooldown: input.DefaultCooldown ?? current?.defaultCooldown ?? DEFAULT_COOLDOWN_SECONDS,
    // "-1" takes it away again.
    defaultInstanceWarmup: warmup === -1 ? undefined : warmup,
    healthCheckGracePeriod: input.HealthCheckGracePeriod ?? current?.healthCheckGracePeriod ?? 0,
    newInstancesProtectedFromScaleIn:
      input.NewInstancesProtectedFromScaleIn ?? current?.newInstancesProtectedFromScaleIn ?? false,
    terminationPolicies: terminationPolicies(input.TerminationPolicies) ?? current?.terminationPolicies ?? ['Default'],
    availabilityZones: zones(input, record, current?.availabilityZones, place, fleet),
    suspended: current?.suspended ?? new Set(),
  };
}

/** @throws ValidationError when it lies outside the limits */
export function desiredCapacity(given: number | undefined, { minSize, maxSize }: { minSize: number; maxSize: number }) {
  if (given === undefined || (given >= minSize && given <= maxSize)) return given;
  const bound =
    given > maxSize ? `less than or equal to max size:${maxSize}` : `greater than or equal to min size:${minSize}`;
  throw validationError(`Desired capacity:${given} must be ${bound}`);
}

function terminationPolicies(names: readonly string[] | undefined): readonly TerminationPolicy[] | undefined {
  return names?.map((name) => {
    const policy = TERMINATION_POLICIES.find((known) => known === name);
    if (policy !== undefined) return policy;
    if (name.startsWith('arn:')) throw notOffered(`custom termination policies ('${name}')`);
    throw validationError(`Termination policy must be one of ${TERMINATION_POLICIES.join(', ')}, got '${name}'.`);
  });
}

function zones(
  input: Input,
  { subnetIds }: GroupRecord,
  current: readonly string[] | undefined,
  place: Place,
  fleet: Fleet,
): readonly string[] {
  if (input.VPCZoneIdentifier === undefined && input.AvailabilityZones === undefined && current !== undefined) {
    return current;
  }
  const ofSubnets = subnetIds.map((id) => {
    const zone = fleet.zoneOf(place, id);
    if (zone === undefined) throw validationError(`The subnet ID '${id}' does not exist`);
    return zone;
  });
  const named = input.AvailabilityZones ?? [];
  const unknown = named.find((zone) => !fleet.zones(place.region).includes(zone));
  if (unknown !== undefined) throw validationError(`Invalid availability zones: [${unknown}]`);
  const all = [...new Set(ofSubnets.length > 0 ? ofSubnets : named)];
  if (all.length === 0) {
    throw validationError('At least one Availability Zone or VPC Subnet is required.');
  }
  return all;
}
