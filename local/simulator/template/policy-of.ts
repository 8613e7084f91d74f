import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { PropertyValues } from '../../cloudformation/property-values';
import { alarmsOf, type ScalingPolicy, type TargetTrackingAssumptions } from '../../services/autoscaling/model';
import { metricOf, queriesOf } from './alarm-of';
import { FleetTemplateError } from './template-error';

/** A scaling policy, what alarms name it by, and the metric that it tracks. */
export interface FleetPolicy {
  readonly arn: string;
  readonly policy: ScalingPolicy;
  /** Of target tracking only. */
  readonly tracks?: Pick<PutMetricAlarmInput, 'Metrics' | 'Namespace' | 'MetricName' | 'Dimensions' | 'Statistic'>;
}

/** An `AWS::AutoScaling::ScalingPolicy`. */
export function policyOf(values: PropertyValues, name: string, arn: string): FleetPolicy {
  const type = values.text('PolicyType') ?? 'SimpleScaling';
  const common = { name, enabled: true };
  const warmup = values.number('EstimatedInstanceWarmup');
  switch (type) {
    case 'TargetTrackingScaling': {
      const configuration = values.requiredGroup('TargetTrackingConfiguration');
      const metric = configuration.group('CustomizedMetricSpecification');
      if (metric === undefined) {
        throw new FleetTemplateError(
          `The policy ${name} must track a customized metric, got a predefined one. The simulation knows queues and groups, not processors or networks. Track a metric of the queue.`,
        );
      }
      const Metrics = queriesOf(metric.groups('Metrics'));
      return {
        arn,
        policy: {
          ...common,
          type,
          target: configuration.number('TargetValue') ?? 0,
          disableScaleIn: configuration.flag('DisableScaleIn') ?? false,
          warmup,
        },
        tracks: Metrics === undefined ? metricOf(metric) : { Metrics },
      };
    }
    case 'StepScaling':
      return {
        arn,
        policy: {
          ...common,
          type,
          adjustment: adjustmentOf(values, name),
          steps: (values.groups('StepAdjustments') ?? []).map((step) => ({
            lowerBound: step.number('MetricIntervalLowerBound'),
            upperBound: step.number('MetricIntervalUpperBound'),
            adjustment: step.number('ScalingAdjustment') ?? 0,
          })),
          warmup,
        },
      };
    case 'SimpleScaling': {
      const amount = values.number('ScalingAdjustment') ?? 0;
      const cooldown = values.number('Cooldown');
      return { arn, policy: { ...common, type, adjustment: adjustmentOf(values, name), amount, cooldown } };
    }
    default:
      throw new FleetTemplateError(
        `The policy ${name} must be of type TargetTrackingScaling, StepScaling or SimpleScaling, got '${type}'. The simulation knows no others. Remove it, or simulate another fleet.`,
      );
  }
}

/** The alarms that Auto Scaling makes for a target tracking policy. */
export function trackingAlarms(
  { arn, policy, tracks }: FleetPolicy,
  assumptions: TargetTrackingAssumptions,
): readonly PutMetricAlarmInput[] {
  if (policy.type !== 'TargetTrackingScaling') return [];
  return alarmsOf(policy, assumptions).map(({ side, comparison, threshold, evaluationPeriods, period }) => ({
    AlarmName: `TargetTracking-${policy.name}-Alarm${side}`,
    AlarmActions: [arn],
    ...tracks,
    // With metric math, each metric has its own period.
    ...(tracks?.Metrics === undefined ? { Period: period } : {}),
    EvaluationPeriods: evaluationPeriods,
    Threshold: threshold,
    ComparisonOperator: comparison,
  }));
}

function adjustmentOf(values: PropertyValues, name: string) {
  const types = ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'] as const;
  const given = values.text('AdjustmentType');
  const type = types.find((known) => known === given);
  if (type === undefined) {
    throw new FleetTemplateError(
      `'AdjustmentType' of the policy ${name} must be one of ${types.join(', ')}, got '${given}'. It says what the steps mean. Set it.`,
    );
  }
  return { type, minMagnitude: values.number('MinAdjustmentMagnitude') };
}
