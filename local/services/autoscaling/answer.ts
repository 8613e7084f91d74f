import type {
  Activity as ActivityAnswer,
  AutoScalingGroup,
  AutoScalingInstanceDetails,
  LifecycleHook as HookAnswer,
  Instance,
  TagDescription,
} from '@aws-sdk/client-auto-scaling';
import type { Fleet } from '../ec2/fleet';
import type { LiveGroup } from './live-group';
import { type Activity, type GroupInstance, type LifecycleHook, longestWait } from './model';

/** A group as `DescribeAutoScalingGroups` answers it. */
export function groupAnswer(live: LiveGroup, fleet: Fleet): AutoScalingGroup {
  const { group, record, identity } = live;
  const { settings } = group;
  const { mixedInstances, template } = record;
  return {
    AutoScalingGroupName: identity.name,
    AutoScalingGroupARN: live.arn,
    ...(mixedInstances === undefined
      ? {
          LaunchTemplate: {
            LaunchTemplateId: fleet.template(identity, template).id,
            LaunchTemplateName: fleet.template(identity, template).name,
            Version: template.version,
          },
        }
      : { MixedInstancesPolicy: mixedInstances }),
    MinSize: settings.minSize,
    MaxSize: settings.maxSize,
    DesiredCapacity: group.desired,
    DefaultCooldown: settings.defaultCooldown,
    DefaultInstanceWarmup: settings.defaultInstanceWarmup,
    AvailabilityZones: [...settings.availabilityZones],
    LoadBalancerNames: [],
    TargetGroupARNs: [],
    HealthCheckType: record.healthCheckType,
    HealthCheckGracePeriod: settings.healthCheckGracePeriod,
    Instances: group.instances.map((instance) => instanceAnswer(live, instance, fleet)),
    CreatedTime: new Date(live.created),
    SuspendedProcesses: [...settings.suspended].map((ProcessName) => ({ ProcessName })),
    VPCZoneIdentifier: record.subnetIds.join(','),
    EnabledMetrics: [...live.enabledMetrics].map((Metric) => ({ Metric, Granularity: '1Minute' })),
    Status: group.isDeleting ? 'Delete in progress' : undefined,
    Tags: tagAnswers(live),
    TerminationPolicies: [...settings.terminationPolicies],
    NewInstancesProtectedFromScaleIn: settings.newInstancesProtectedFromScaleIn,
    CapacityRebalance: record.capacityRebalance,
  };
}

function instanceAnswer(live: LiveGroup, instance: GroupInstance, fleet: Fleet): Instance {
  const { id, name, data } = fleet.template(live.identity, {
    ...live.record.template,
    version: instance.templateVersion,
  });
  return {
    InstanceId: instance.id,
    InstanceType: live.record.mixedInstances?.LaunchTemplate?.Overrides?.[0]?.InstanceType ?? data.InstanceType,
    AvailabilityZone: instance.availabilityZone,
    LifecycleState: instance.state,
    HealthStatus: instance.health,
    LaunchTemplate: { LaunchTemplateId: id, LaunchTemplateName: name, Version: instance.templateVersion },
    ProtectedFromScaleIn: instance.protectedFromScaleIn,
  };
}

export function instanceDetails(live: LiveGroup, instance: GroupInstance, fleet: Fleet): AutoScalingInstanceDetails {
  // This action words the health in capitals.
  const HealthStatus = instance.health.toUpperCase();
  return { ...instanceAnswer(live, instance, fleet), HealthStatus, AutoScalingGroupName: live.identity.name };
}

export function activityAnswer(live: LiveGroup, activity: Activity): ActivityAnswer {
  const { id, description, cause, start, end, status, statusMessage } = activity;
  return {
    ActivityId: id,
    AutoScalingGroupName: live.identity.name,
    AutoScalingGroupARN: live.arn,
    Description: description,
    Cause: cause,
    StartTime: new Date(start),
    EndTime: end === undefined ? undefined : new Date(end),
    StatusCode: status,
    StatusMessage: statusMessage,
    Progress: end === undefined ? 50 : 100,
    Details: JSON.stringify({ 'Availability Zones': live.group.settings.availabilityZones }),
  };
}

export function hookAnswer(live: LiveGroup, hook: LifecycleHook): HookAnswer {
  const { notificationTarget, role, metadata } = live.hooks.get(hook.name) ?? {};
  return {
    LifecycleHookName: hook.name,
    AutoScalingGroupName: live.identity.name,
    LifecycleTransition: hook.transition,
    NotificationTargetARN: notificationTarget,
    RoleARN: role,
    NotificationMetadata: metadata,
    HeartbeatTimeout: hook.heartbeatTimeout,
    GlobalTimeout: longestWait(hook),
    DefaultResult: hook.defaultResult,
  };
}

export function tagAnswers({ tags, identity }: LiveGroup): TagDescription[] {
  return Array.from(tags, ([Key, { value, propagate }]) => ({
    Key,
    Value: value,
    PropagateAtLaunch: propagate,
    ResourceId: identity.name,
    ResourceType: 'auto-scaling-group',
  }));
}
