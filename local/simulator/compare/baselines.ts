import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { FleetTemplate } from '../template/read-fleet';
import { arnOf } from '../template/template-scope';

type Scaling = Pick<FleetTemplate, 'group' | 'policies' | 'alarms'>;

/** Messages that may wait for each instance so that the last of them still begins in time. */
export interface Load {
  /** Seconds that one message takes, and that it may wait. */
  readonly processingTime: number;
  readonly acceptableLatency: number;
  readonly concurrency: number;
}

/** "Scaling policy based on Amazon SQS": acceptable backlog per instance. */
export function acceptableBacklog({ processingTime, acceptableLatency, concurrency }: Load): number {
  return Math.max(1, Math.floor((acceptableLatency / processingTime) * concurrency));
}

/**
 * What "Create a target tracking scaling policy using metric math" documents: visible messages by instances in service,
 * held at the acceptable backlog. It never leaves zero, where the quotient has no value, so it keeps one instance. It
 * gets the drain, the hooks and the warm-up of the fleet that it is compared with, which the page does not mention.
 */
export function backlogPerInstance(fleet: FleetTemplate, load: Load): Scaling {
  const queries: MetricDataQuery[] = [
    { Id: 'm1', ReturnData: false, MetricStat: visibleMessages(fleet.queue.name, 'Sum') },
    { Id: 'm2', ReturnData: false, MetricStat: inServiceInstances(fleet.group.name) },
    { Id: 'e1', Expression: 'm1 / m2', ReturnData: true },
  ];
  const policy = {
    name: 'backlog-per-instance',
    enabled: true,
    type: 'TargetTrackingScaling',
    target: acceptableBacklog(load),
    disableScaleIn: false,
    warmup: undefined,
  } as const;
  const group = { ...withMinimum(fleet, 1), enabledMetrics: new Set(['GroupInServiceInstances']) };
  return { group, policies: [{ arn: arnOf(policy.name), policy, tracks: { Metrics: queries } }], alarms: [] };
}

/**
 * The default `scalingSteps` of CDK's QueueProcessingEc2Service and QueueProcessingFargateService, on instances in the
 * place of tasks: one more from 100 visible messages on, five more from 500 on, one less at none, by the maximum of five
 * minutes. Their second policy, on the processor, is left out: the simulation knows no processors.
 */
export function queueProcessingSteps(fleet: FleetTemplate): Scaling {
  const alarm = {
    ...metricOf(fleet.queue.name),
    Statistic: 'Maximum',
    Period: 300,
    EvaluationPeriods: 1,
  } as const;
  const steps = { enabled: true, type: 'StepScaling', warmup: undefined } as const;
  const adjustment = { type: 'ChangeInCapacity', minMagnitude: undefined } as const;
  const lower = {
    ...steps,
    name: 'steps-lower',
    adjustment,
    steps: [{ lowerBound: undefined, upperBound: 0, adjustment: -1 }],
  };
  const upper = {
    ...steps,
    name: 'steps-upper',
    adjustment,
    steps: [
      { lowerBound: 0, upperBound: 400, adjustment: 1 },
      { lowerBound: 400, upperBound: undefined, adjustment: 5 },
    ],
  };
  return {
    group: withMinimum(fleet, 1),
    policies: [lower, upper].map((policy) => ({ arn: arnOf(policy.name), policy })),
    alarms: [
      {
        ...alarm,
        AlarmName: 'LowerAlarm',
        AlarmActions: [arnOf('steps-lower')],
        Threshold: 0,
        ComparisonOperator: 'LessThanOrEqualToThreshold',
      },
      {
        ...alarm,
        AlarmName: 'UpperAlarm',
        AlarmActions: [arnOf('steps-upper')],
        Threshold: 100,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      },
    ],
  };
}

function withMinimum({ group }: FleetTemplate, least: number): FleetTemplate['group'] {
  const minSize = Math.max(least, group.settings.minSize);
  return { ...group, settings: { ...group.settings, minSize }, desired: Math.max(minSize, group.desired) };
}

const metricOf = (queue: string) => ({
  Namespace: 'AWS/SQS',
  MetricName: 'ApproximateNumberOfMessagesVisible',
  Dimensions: [{ Name: 'QueueName', Value: queue }],
});

const visibleMessages = (queue: string, Stat: string) => ({ Metric: metricOf(queue), Stat, Period: 60 });

const inServiceInstances = (group: string) => ({
  Metric: {
    Namespace: 'AWS/AutoScaling',
    MetricName: 'GroupInServiceInstances',
    Dimensions: [{ Name: 'AutoScalingGroupName', Value: group }],
  },
  Stat: 'Average',
  Period: 60,
});
