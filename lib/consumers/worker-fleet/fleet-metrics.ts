import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { type Capacity, isLongWork, SPARE_ROOTS, written } from './fleet-capacity';

/** SQS and Auto Scaling report once a minute. */
export const PERIOD = Duration.minutes(1);
const PERIOD_SECONDS = PERIOD.toSeconds();

export const DRAINS_OUT_OF_TIME = 'DrainsOutOfTime';
export const HUNG_WORKERS = 'HungWorkers';
/** Milliseconds. */
export const PROCESSING_TIME = 'ProcessingTime';

/** Long enough to have many messages in it, short enough to hear of it the same day. */
const HOUR = Duration.hours(1);
/** With fewer in an hour, one slow message would say that all of them are slow. */
const ENOUGH_MESSAGES = 20;

export interface FleetMetricsOptions {
  readonly queue: IQueue;
  readonly groupName: string;
  /** Where what the workers' log says is counted. */
  readonly namespace: string;
  readonly capacity: Capacity;
}

type Metrics = Record<string, cloudwatch.Metric>;

/**
 * What the queue and the group report, and what follows from it.
 *
 * SQS reports what waits each minute while the queue is in use, and a queue with workers is; Auto Scaling reports the
 * group's sizes always. Each of the two has its own delay, so a minute counts when both are there (`whenReported`). What
 * is reported along with what waits, but perhaps only when there is some, in flight and sent, counts as 0 without.
 * "Available CloudWatch metrics for Amazon SQS"; "Amazon CloudWatch metrics for Amazon EC2 Auto Scaling".
 */
export class FleetMetrics {
  constructor(private readonly options: FleetMetricsOptions) {}

  get capacity(): Capacity {
    return this.options.capacity;
  }

  /** Messages that wait. */
  visible(): cloudwatch.Metric {
    return this.options.queue.metricApproximateNumberOfMessagesVisible(GAUGE);
  }

  /** Messages that are in work. SQS reports it only while there are some. */
  inFlight(): cloudwatch.Metric {
    return this.options.queue.metricApproximateNumberOfMessagesNotVisible(GAUGE);
  }

  /** Messages that came in the period. */
  sent(): cloudwatch.Metric {
    return this.options.queue.metricNumberOfMessagesSent({ period: PERIOD, statistic: 'Sum' });
  }

  group(metricName: string): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/AutoScaling',
      metricName,
      dimensionsMap: { AutoScalingGroupName: this.options.groupName },
      ...GAUGE,
    });
  }

  /**
   * The slots that the load needs, in percent of those that are ordered: what target tracking holds at 100.
   *
   * Slots of the desired instances, not of those in service: what is ordered and boots is not ordered again. Twice the
   * slots make half the percentage, as target tracking wants it.
   *
   * Without instances it is 0, and the wake-up policy decides: a quotient by zero would be no data point at all.
   */
  demand(): cloudwatch.MathExpression {
    const { slots } = this.options.capacity;
    const percent = `100 * ${this.needed()} / (IF(desired > 0, desired, 1) * ${written(slots)})`;
    return this.expression(
      whenReported(`IF(desired > 0, ${percent}, 0)`, 'visible', 'desired'),
      'Demand (percent of the ordered slots)',
      { ...this.loadMetrics(), desired: this.group('GroupDesiredCapacity') },
    );
  }

  /**
   * How many instances the load needs when there are none; otherwise 0, so that this policy and target tracking do not
   * both answer to the same load.
   */
  wakeUp(): cloudwatch.MathExpression {
    const { slots } = this.options.capacity;
    const instances = `CEIL(${this.needed()} / ${written(slots)})`;
    return this.expression(
      whenReported(`IF(desired < 1 AND visible > 0, ${instances}, 0)`, 'visible', 'desired'),
      'Instances to begin with',
      { ...this.loadMetrics(), desired: this.group('GroupDesiredCapacity') },
    );
  }

  /**
   * Instances that could go, and the others would still have slots to spare. What waits and what is in work count both: a
   * queue that looks empty may have all of its messages in flight. So does the load, because messages of a few
   * milliseconds are seldom seen in flight by a sample each minute.
   */
  surplus(): cloudwatch.MathExpression {
    const { slots } = this.options.capacity;
    const busy = larger(OUTSTANDING, this.load());
    const needed = `CEIL(${withSpare(busy, SPARE_ROOTS.afterScaleIn)} / ${written(slots)})`;
    return this.expression(whenReported(`inService - ${needed}`, 'visible', 'inService'), 'Instances too many', {
      ...this.loadMetrics(),
      inService: this.group('GroupInServiceInstances'),
    });
  }

  /** Messages that wait, for each instance in service. */
  backlogPerInstance(): cloudwatch.MathExpression {
    return this.expression(
      whenReported('visible / IF(inService > 0, inService, 1)', 'visible', 'inService'),
      'Backlog per instance (messages)',
      { visible: this.visible(), inService: this.group('GroupInServiceInstances') },
    );
  }

  /** The backlog per instance, as a percentage of the one that begins in time. */
  backlogShare(): cloudwatch.MathExpression {
    const { processingSeconds, latencySeconds, slots } = this.options.capacity;
    const acceptable = `(${written(latencySeconds)} * ${written(slots)} / ${written(processingSeconds)})`;
    return this.expression(
      whenReported(`100 * visible / IF(inService > 0, inService, 1) / ${acceptable}`, 'visible', 'inService'),
      'Backlog per instance (percent of the acceptable)',
      { visible: this.visible(), inService: this.group('GroupInServiceInstances') },
    );
  }

  /** Seconds that the oldest message has waited. SQS reports its age, with the time that it may have been in work. */
  latency(): cloudwatch.MathExpression {
    return this.expression(`age - ${written(this.options.capacity.processingSeconds)}`, 'Longest wait (seconds)', {
      age: this.options.queue.metricApproximateAgeOfOldestMessage({ period: PERIOD, statistic: 'Maximum' }),
    });
  }

  /** Instances that were ordered and are not in service. */
  missing(): cloudwatch.MathExpression {
    return this.expression('IF(desired > inService, desired - inService, 0)', 'Instances ordered, not in service', {
      desired: this.group('GroupDesiredCapacity'),
      inService: this.group('GroupInServiceInstances'),
    });
  }

  /** Drains that did not finish in `drainTimeout`, as the workers' log tells of them. */
  drainsOutOfTime(): cloudwatch.Metric {
    return this.logged(DRAINS_OUT_OF_TIME, 'Sum');
  }

  /** Workers that gave no sign of life for `hangTimeout`. */
  hungWorkers(): cloudwatch.Metric {
    return this.logged(HUNG_WORKERS, 'Sum');
  }

  /** Seconds that a message takes, as the workers measure it: to compare with `processingTime`. */
  processingTime(): cloudwatch.MathExpression {
    return this.expression('measured / 1000', 'Processing time (seconds)', {
      measured: this.logged(PROCESSING_TIME, 'Average'),
    });
  }

  /**
   * By which factor `processingTime` is wrong, too short or too long alike: 1 where it is right. No value for an hour with
   * few messages. Average and number come from the same lines of the log, so what arrives late is late in both, and the
   * hour that has just begun is as good as its messages are many.
   */
  misjudgement(): cloudwatch.MathExpression {
    const stated = `(1000 * ${written(this.options.capacity.processingSeconds)})`;
    // A message of less than a millisecond is logged as 0.
    const measured = 'IF(average > 1, average, 1)';
    const factor = `IF(${measured} > ${stated}, ${measured} / ${stated}, ${stated} / ${measured})`;
    return new cloudwatch.MathExpression({
      expression: `IF(handled >= ${ENOUGH_MESSAGES}, ${factor})`,
      label: "Factor by which 'processingTime' is wrong",
      usingMetrics: {
        average: this.logged(PROCESSING_TIME, 'Average', HOUR),
        handled: this.logged(PROCESSING_TIME, 'SampleCount', HOUR),
      },
      period: HOUR,
    });
  }

  /** What the metric filters of the log count. */
  private logged(metricName: string, statistic: string, period: Duration = PERIOD): cloudwatch.Metric {
    return new cloudwatch.Metric({ namespace: this.options.namespace, metricName, statistic, period });
  }

  private needed(): string {
    return withSpare(this.load(), SPARE_ROOTS.ordered);
  }

  /**
   * Slots that are busy, or should be: a flow and a stock. The flow is `arrivals x service time`, the slots that are busy
   * once the fleet keeps up (Little's law): it stays when the backlog is gone, so the capacity does not collapse and
   * swing. The stock is the backlog that is to be worked off within the acceptable latency: `backlog x service time /
   * latency` slots more. Where a message takes longer than it may wait, each that waits takes one slot, and no more:
   * several could not begin it any sooner.
   *
   * Never more slots than there are messages, those that will come in the next minute included. Of messages that take
   * longer than a minute, the flow of one minute would ask for more.
   */
  private load(): string {
    const { processingSeconds, latencySeconds } = this.options.capacity;
    const time = written(processingSeconds);
    const stock = isLongWork(this.options.capacity) ? 'visible' : `visible * ${time} / ${written(latencySeconds)}`;
    const load = `(FILL(sent, 0) / ${PERIOD_SECONDS} * ${time} + ${stock})`;
    return smaller(load, `(${OUTSTANDING} + FILL(sent, 0))`);
  }

  private loadMetrics(): Metrics {
    return { sent: this.sent(), visible: this.visible(), inFlight: this.inFlight() };
  }

  private expression(expression: string, label: string, usingMetrics: Metrics): cloudwatch.MathExpression {
    return new cloudwatch.MathExpression({ expression, label, usingMetrics, period: PERIOD });
  }
}

/**
 * No value for a minute in which one of these is not reported yet. Metric math takes a missing value for 0 beside one that
 * is there, which would look like an empty queue or an empty group; and an alarm that finds a 0 in the latest minute does
 * not look at those before: one of 5 in 5 would never go off. "Using math expressions with CloudWatch metrics".
 */
function whenReported(expression: string, ...ids: readonly string[]): string {
  return `IF(${ids.map((id) => `${id} >= 0`).join(' AND ')}, ${expression})`;
}

const GAUGE = { period: PERIOD, statistic: 'Average' };

/** Messages that wait or are in work. */
const OUTSTANDING = '(visible + FILL(inFlight, 0))';

const withSpare = (slots: string, roots: number): string => `(${slots} + ${roots} * ${slots} ^ 0.5)`;
const smaller = (one: string, other: string): string => `IF(${one} < ${other}, ${one}, ${other})`;
const larger = (one: string, other: string): string => `IF(${one} > ${other}, ${one}, ${other})`;
