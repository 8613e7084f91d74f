import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { ENVIRONMENT } from '../../../model/environment';
import { MAX_RECEIVE_COUNT } from '../../../model/limits/sqs';
import type { JsonObject } from '../../cloudformation/json';
import { PropertyValues } from '../../cloudformation/property-values';
import type { LifecycleHook } from '../../services/autoscaling/model';
import type { GroupPlan } from '../fleet/simulated-group';
import type { SimulatedQueueSettings } from '../simulated-queue';
import { alarmOf } from './alarm-of';
import { type FleetPolicy, policyOf } from './policy-of';
import { FleetTemplateError } from './template-error';
import { arnOf, resourcesOf, type TemplateResource } from './template-scope';

/** A fleet as a template has it: what would be deployed is what is simulated. */
export interface FleetTemplate {
  readonly group: GroupPlan;
  readonly policies: readonly FleetPolicy[];
  /** Alarms that have one of the policies as an action. */
  readonly alarms: readonly PutMetricAlarmInput[];
  readonly queue: SimulatedQueueSettings;
  /** Messages that one instance works on at a time, when the launch template tells it to the worker. */
  readonly concurrency: number | undefined;
}

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const POLICY = 'AWS::AutoScaling::ScalingPolicy';
const HOOK = 'AWS::AutoScaling::LifecycleHook';
const ALARM = 'AWS::CloudWatch::Alarm';
const QUEUE = 'AWS::SQS::Queue';
const LAUNCH_TEMPLATE = 'AWS::EC2::LaunchTemplate';

/** Seconds, as `runWorker` has it. */
const DEFAULT_DRAIN_BUDGET = 60;

/**
 * @param logicalId of the Auto Scaling group; needed when the template has several
 * @throws FleetTemplateError when there is no such fleet, or one that cannot be simulated
 */
export function readFleet(template: JsonObject, logicalId?: string): FleetTemplate {
  const all = resourcesOf(template, new Set([GROUP, POLICY, HOOK, ALARM, QUEUE, LAUNCH_TEMPLATE]));
  const ofType = (type: string) => all.filter((resource) => resource.type === type);
  const group = theGroup(ofType(GROUP), logicalId);
  const name = String(group.properties['AutoScalingGroupName'] ?? group.logicalId);
  const ofGroup = ({ properties }: TemplateResource) => properties['AutoScalingGroupName'] === name;
  const policies = ofType(POLICY)
    .filter(ofGroup)
    .map((resource) => policyOf(valuesOf(resource), resource.logicalId, arnOf(resource.logicalId)));
  const arns = new Set(policies.map(({ arn }) => arn));
  const alarms = ofType(ALARM)
    .map((resource) => alarmOf(valuesOf(resource), resource.logicalId))
    .filter(({ AlarmActions }) => AlarmActions?.some((action) => arns.has(action)));
  const ownHooks = ofType(HOOK).filter(ofGroup).map(valuesOf);
  const hooks = [...(valuesOf(group).groups('LifecycleHookSpecificationList') ?? []), ...ownHooks];
  const environment = environmentOf(group, ofType(LAUNCH_TEMPLATE));
  return {
    group: groupPlan(group, name, hooks, environment(ENVIRONMENT.drainBudget) ?? DEFAULT_DRAIN_BUDGET),
    policies,
    alarms,
    queue: queueOf(ofType(QUEUE), { policies, alarms }),
    concurrency: environment(ENVIRONMENT.concurrency),
  };
}

function theGroup(groups: readonly TemplateResource[], logicalId: string | undefined): TemplateResource {
  const ids = groups.map((group) => group.logicalId);
  const [only, ...others] = groups.filter((group) => logicalId === undefined || group.logicalId === logicalId);
  if (only !== undefined && others.length === 0) return only;
  throw new FleetTemplateError(
    logicalId === undefined
      ? `The template must have one ${GROUP}, got ${ids.length === 0 ? 'none' : ids.join(', ')}. One fleet is simulated at a time. Name it with '--fleet'.`
      : `'--fleet' must be the logical id of an ${GROUP}, got '${logicalId}'. The template has ${ids.join(', ') || 'none'}. Give one of them.`,
  );
}

const valuesOf = ({ properties }: TemplateResource) => new PropertyValues(properties);

function groupPlan(
  group: TemplateResource,
  name: string,
  hooks: readonly PropertyValues[],
  drainBudget: number,
): GroupPlan {
  const values = valuesOf(group);
  const minSize = values.number('MinSize') ?? 0;
  return {
    name,
    settings: {
      minSize,
      maxSize: values.number('MaxSize') ?? 0,
      defaultCooldown: values.number('Cooldown') ?? values.number('DefaultCooldown') ?? 300,
      defaultInstanceWarmup: values.number('DefaultInstanceWarmup'),
      healthCheckGracePeriod: values.number('HealthCheckGracePeriod') ?? 0,
      newInstancesProtectedFromScaleIn: false,
      // Instances of the simulation differ in their age only.
      terminationPolicies: ['Default'],
      availabilityZones: ['us-east-1a', 'us-east-1b'],
      templateVersion: '1',
      suspended: new Set(),
    },
    desired: values.number('DesiredCapacity') ?? minSize,
    hooks: hooks.map(hookOf),
    enabledMetrics: enabledMetrics(values),
    drainBudget,
  };
}

function hookOf(values: PropertyValues): LifecycleHook {
  const launching = values.text('LifecycleTransition') === 'autoscaling:EC2_INSTANCE_LAUNCHING';
  return {
    name: values.text('LifecycleHookName') ?? values.text('LifecycleTransition') ?? 'hook',
    transition: launching ? 'autoscaling:EC2_INSTANCE_LAUNCHING' : 'autoscaling:EC2_INSTANCE_TERMINATING',
    heartbeatTimeout: values.number('HeartbeatTimeout') ?? 3600,
    defaultResult: values.text('DefaultResult') === 'CONTINUE' ? 'CONTINUE' : 'ABANDON',
  };
}

/** "EnableMetricsCollection", API Reference: without names, all metrics. */
const GROUP_METRICS = ['Min', 'Max', 'Desired', 'InService', 'Pending', 'Standby', 'Terminating', 'Total'].map(
  (what) =>
    what === 'Min' || what === 'Max'
      ? `Group${what}Size`
      : `Group${what}${what === 'Desired' ? 'Capacity' : 'Instances'}`,
);

function enabledMetrics(values: PropertyValues): ReadonlySet<string> {
  const collections = values.groups('MetricsCollection') ?? [];
  return new Set(collections.flatMap((collection) => collection.texts('Metrics') ?? GROUP_METRICS));
}

/** The queue that the policies look at; with several in their metrics, there is no telling which the workers read. */
function queueOf(
  queues: readonly TemplateResource[],
  watching: Pick<FleetTemplate, 'policies' | 'alarms'>,
): SimulatedQueueSettings {
  const watched = JSON.stringify([watching.policies.map(({ tracks }) => tracks), watching.alarms]);
  const nameOf = ({ properties, logicalId }: TemplateResource) => String(properties['QueueName'] ?? logicalId);
  const [queue, ...others] = queues.filter((candidate) => watched.includes(`"Value":"${nameOf(candidate)}"`));
  if (queue === undefined || others.length > 0) {
    throw new FleetTemplateError(
      `The scaling policies must look at one queue of the template, got ${queue === undefined ? 'none' : [queue, ...others].map(nameOf).join(', ')}. The workers are simulated on that queue. Keep queue and fleet in one stack.`,
    );
  }
  const values = valuesOf(queue);
  if (values.flag('FifoQueue') === true) {
    throw new FleetTemplateError(
      `The queue must be a standard queue, got the FIFO queue ${nameOf(queue)}. How much of it can be worked on at a time depends on its message groups, which a trace does not have. Simulate a standard queue.`,
    );
  }
  return {
    name: nameOf(queue),
    visibilityTimeout: values.number('VisibilityTimeout') ?? 30,
    maxReceiveCount: values.group('RedrivePolicy')?.number('maxReceiveCount') ?? MAX_RECEIVE_COUNT.max,
  };
}

/** What `WorkerFleet` writes into the user data for its worker. */
function environmentOf(group: TemplateResource, launchTemplates: readonly TemplateResource[]) {
  const launchTemplate = JSON.stringify(group.properties).match(/"LaunchTemplateId":"([^"]+)"/)?.[1];
  const found = launchTemplates.find(({ logicalId }) => logicalId === launchTemplate);
  const userData = valuesOfUserData(found);
  return (variable: string): number | undefined => {
    const text = new RegExp(`${variable}=\\W*([\\d.]+)`).exec(userData)?.[1];
    return text === undefined ? undefined : Number(text);
  };
}

function valuesOfUserData(launchTemplate: TemplateResource | undefined): string {
  const data = launchTemplate && valuesOf(launchTemplate).group('LaunchTemplateData')?.text('UserData');
  return data === undefined ? '' : Buffer.from(data, 'base64').toString();
}
