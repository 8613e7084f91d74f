import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { notify } from '../../queue/alarm-topic';
import type { FleetMetrics } from './fleet-metrics';

/** Minutes in a row: a fleet that scales out works off a spike within these. */
const PATIENCE = 10;
const LATENCY_PATIENCE = 3;
/** Hours. */
const MISJUDGED_PATIENCE = 3;
/** Up to it the backlog makes the fleet large enough for `acceptableLatency`: see the page on WorkerFleet. */
const MISJUDGED_FACTOR = 2;

/** A queue that nobody uses and a log that nobody writes report nothing: that is no reason to wake anybody. */
const QUIET = cloudwatch.TreatMissingData.NOT_BREACHING;

export interface FleetAlarms {
  /** More waits for each instance than can begin in time. */
  readonly backlog: cloudwatch.Alarm;
  /** A message waits for longer than `acceptableLatency`. */
  readonly latency: cloudwatch.Alarm;
  /** The fleet has been at `max` for a while. */
  readonly atMaximum: cloudwatch.Alarm;
  /** Instances were ordered and do not come into service. */
  readonly failedLaunches: cloudwatch.Alarm;
  /** A worker did not finish within `drainTimeout`: what it gave back is done again. */
  readonly drainsOutOfTime: cloudwatch.Alarm;
  /** A worker gave no sign of life for `hangTimeout`: it was killed, and its instance is replaced. */
  readonly hungWorkers: cloudwatch.Alarm;
  /** `processingTime` is not what messages take. */
  readonly processingTime: cloudwatch.Alarm;
}

export interface FleetAlarmsOptions {
  readonly metrics: FleetMetrics;
  readonly topic?: ITopic;
}

export function addFleetAlarms(scope: Construct, options: FleetAlarmsOptions): FleetAlarms {
  const { metrics, topic } = options;
  const { capacity } = metrics;
  const path = scope.node.path;
  const alarm = (id: string, props: Omit<cloudwatch.AlarmProps, 'treatMissingData' | 'comparisonOperator'>) =>
    new cloudwatch.Alarm(scope, id, {
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: QUIET,
      ...props,
    });
  const alarms: FleetAlarms = {
    backlog: alarm('BacklogAlarm', {
      alarmDescription: `More messages wait for each instance of ${path} than can begin in time: the fleet cannot keep up.`,
      metric: metrics.backlogShare(),
      threshold: 100,
      evaluationPeriods: PATIENCE,
    }),
    latency: alarm('LatencyAlarm', {
      alarmDescription: `Messages for ${path} wait for longer than is acceptable.`,
      metric: metrics.latency(),
      threshold: capacity.latencySeconds,
      evaluationPeriods: LATENCY_PATIENCE,
    }),
    atMaximum: alarm('AtMaximumAlarm', {
      alarmDescription: `${path} is as large as it may be: raise 'max' if messages wait.`,
      metric: metrics.group('GroupDesiredCapacity'),
      threshold: capacity.max,
      evaluationPeriods: PATIENCE,
    }),
    failedLaunches: alarm('FailedLaunchesAlarm', {
      alarmDescription:
        `Instances of ${path} were ordered and do not come into service: the group's activities say whether EC2 has ` +
        'none, and the streams INSTANCE/boot of its log what the worker missed.',
      metric: metrics.missing(),
      threshold: 1,
      evaluationPeriods: PATIENCE,
    }),
    drainsOutOfTime: alarm('DrainsOutOfTimeAlarm', {
      alarmDescription: `A worker of ${path} did not finish within 'drainTimeout': what it gave back is done again.`,
      metric: metrics.drainsOutOfTime(),
      threshold: 1,
      evaluationPeriods: 1,
    }),
    hungWorkers: alarm('HungWorkersAlarm', {
      alarmDescription:
        `A worker of ${path} hung: it gave no sign of life for 'hangTimeout'. It was killed and its instance is replaced; ` +
        'its messages come again. The last lines of its stream of the log, before "worker hung", are those of its handlers.',
      metric: metrics.hungWorkers(),
      threshold: 1,
      evaluationPeriods: 1,
    }),
    processingTime: alarm('ProcessingTimeAlarm', {
      alarmDescription:
        `Messages of ${path} take less than half or more than twice its 'processingTime', so it has too many instances ` +
        "or too few. Set 'processingTime' to the average of the metric ProcessingTime.",
      metric: metrics.misjudgement(),
      threshold: MISJUDGED_FACTOR,
      evaluationPeriods: MISJUDGED_PATIENCE,
    }),
  };
  notify(topic, Object.values(alarms));
  return alarms;
}
