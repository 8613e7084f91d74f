import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { TARGET_DEMAND } from './fleet-capacity';
import { type FleetMetrics, PERIOD } from './fleet-metrics';

/**
 * Minutes in a row that a fleet is too large before it shrinks, as many as target tracking needs to grow. An instance that
 * is kept longer than it takes to get one again costs more than it saves (the "ski rental" problem).
 */
const SCALE_IN_PERIODS = 3;

/**
 * The fleet's policies, the only owners of its desired capacity. Scaling out is target tracking's, from zero the step
 * policy's, and scaling in another step policy's: target tracking looks at the queue alone and would take instances away
 * whose messages are in work.
 */
export function addScalingPolicies(scope: Construct, groupName: string, metrics: FleetMetrics): void {
  new autoscaling.CfnScalingPolicy(scope, 'ScaleOut', {
    autoScalingGroupName: groupName,
    policyType: 'TargetTrackingScaling',
    // The L2 takes no metric math.
    targetTrackingConfiguration: {
      targetValue: TARGET_DEMAND,
      disableScaleIn: true,
      customizedMetricSpecification: { metrics: queriesOf(metrics.demand()) },
    },
  });
  // As many as the step begins with: never more than are needed, and target tracking orders the rest.
  addStepPolicy(scope, 'WakeUp', groupName, {
    metric: metrics.wakeUp(),
    evaluationPeriods: 1,
    description: 'Messages wait and there is no instance',
    steps: steps((bound) => bound),
  });
  // Half of what is too many: what a wrong sample takes away too much costs a launch.
  addStepPolicy(scope, 'ScaleIn', groupName, {
    metric: metrics.surplus(),
    evaluationPeriods: SCALE_IN_PERIODS,
    description: 'Fewer instances would do',
    steps: steps((bound) => -Math.max(1, bound / 2)),
  });
}

interface StepPolicyOptions {
  readonly metric: cloudwatch.MathExpression;
  readonly evaluationPeriods: number;
  readonly description: string;
  readonly steps: readonly autoscaling.CfnScalingPolicy.StepAdjustmentProperty[];
}

/** An alarm at 1 and more, and a policy whose steps begin there. */
function addStepPolicy(scope: Construct, id: string, groupName: string, options: StepPolicyOptions): void {
  const policy = new autoscaling.CfnScalingPolicy(scope, id, {
    autoScalingGroupName: groupName,
    policyType: 'StepScaling',
    adjustmentType: 'ChangeInCapacity',
    metricAggregationType: 'Average',
    stepAdjustments: [...options.steps],
  });
  const alarm = new cloudwatch.Alarm(scope, `${id}Alarm`, {
    alarmDescription: `${options.description}: ${scope.node.path} is scaled by this alarm.`,
    metric: options.metric,
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: options.evaluationPeriods,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction({ bind: () => ({ alarmActionArn: policy.attrArn }) });
}

/** Where the steps begin, as values of the metric. Above the last one its step holds. */
const STEPS_FROM = [1, 2, 4, 8, 16, 32, 64];

/** An alarm's steps are bounded by the distance from its threshold, which is 1. */
function steps(adjustment: (from: number) => number): readonly autoscaling.CfnScalingPolicy.StepAdjustmentProperty[] {
  return STEPS_FROM.map((from, index) => {
    const next = STEPS_FROM[index + 1];
    return {
      metricIntervalLowerBound: from - 1,
      ...(next === undefined ? {} : { metricIntervalUpperBound: next - 1 }),
      scalingAdjustment: adjustment(from),
    };
  });
}

/** A math expression as target tracking takes it. */
function queriesOf(
  math: cloudwatch.MathExpression,
): autoscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty[] {
  const inputs = Object.entries(math.usingMetrics).map(([id, metric]) => ({
    id,
    stat: metric.toMetricConfig().metricStat,
  }));
  return [
    ...inputs.map(({ id, stat }) => ({
      id,
      returnData: false,
      metricStat: {
        metric: {
          namespace: stat?.namespace ?? '',
          metricName: stat?.metricName ?? '',
          dimensions: (stat?.dimensions ?? []).map(({ name, value }) => ({ name, value: String(value) })),
        },
        stat: stat?.statistic ?? '',
        period: PERIOD.toSeconds(),
      },
    })),
    { id: 'demand', expression: math.expression, returnData: true },
  ];
}
