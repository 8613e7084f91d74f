import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { deadLetterQueueOf } from '../queue/dead-letter-queue-of';
import { timeToDrain } from '../queue/queue-metrics';
import { isAnyWorkQueue } from '../queue/work-queue-base';
import { alarmsOf } from './queue-alarms-of';
import type { DashboardQueueOptions } from './queue-dashboard-props';

const MINUTE = Duration.minutes(1);
/** A dashboard is 24 columns wide. */
const COLUMNS = 24;
const HEIGHT = 6;
const GAUGE = { statistic: 'Maximum', period: MINUTE };
const COUNT = { statistic: 'Sum', period: MINUTE };
const FROM_ZERO = { min: 0, showUnits: false };

/** What SQS itself says about a queue: its heading, the state of its alarms, and its graphs. */
export function queueWidgets(queue: IQueue, options: DashboardQueueOptions): cloudwatch.IWidget[][] {
  const alarms = [...alarmsOf(queue), ...(options.alarms ?? [])];
  return [
    [new cloudwatch.TextWidget({ markdown: `# ${options.title ?? queue.node.id}`, width: COLUMNS, height: 1 })],
    ...(alarms.length === 0
      ? []
      : [[new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: COLUMNS, height: 2 })]]),
    [depth(queue), age(queue), traffic(queue)],
    [drain(queue), ...deadLetters(options.deadLetterQueue ?? deadLetterQueueOf(queue))],
  ];
}

function depth(queue: IQueue): cloudwatch.IWidget {
  return graph('Depth (messages)', [
    queue.metricApproximateNumberOfMessagesVisible({ ...GAUGE, label: 'waiting' }),
    queue.metricApproximateNumberOfMessagesNotVisible({ ...GAUGE, label: 'in flight' }),
    queue.metricApproximateNumberOfMessagesDelayed({ ...GAUGE, label: 'delayed' }),
  ]);
}

function age(queue: IQueue): cloudwatch.IWidget {
  return graph('Age of the oldest message (seconds)', [
    queue.metricApproximateAgeOfOldestMessage({ ...GAUGE, label: 'without those received 3 times' }),
  ]);
}

function traffic(queue: IQueue): cloudwatch.IWidget {
  return graph('Messages per minute', [
    queue.metricNumberOfMessagesSent({ ...COUNT, label: 'sent' }),
    queue.metricNumberOfMessagesReceived({ ...COUNT, label: 'received' }),
    queue.metricNumberOfMessagesDeleted({ ...COUNT, label: 'deleted' }),
  ]);
}

/** The time to drain says nothing about what comes in, so whether the queue grows stands beside it. */
function drain(queue: IQueue): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    title: 'Time to drain (seconds)',
    width: COLUMNS / 2,
    height: HEIGHT,
    left: [isAnyWorkQueue(queue) ? queue.metricTimeToDrain() : timeToDrain(queue)],
    leftYAxis: FROM_ZERO,
    right: [
      new cloudwatch.MathExpression({
        label: 'sent less deleted, per minute',
        expression: '(FILL(sent, 0) - FILL(deleted, 0)) * 60 / PERIOD(sent)',
        period: Duration.minutes(5),
        usingMetrics: {
          sent: queue.metricNumberOfMessagesSent({ statistic: 'Sum' }),
          deleted: queue.metricNumberOfMessagesDeleted({ statistic: 'Sum' }),
        },
      }),
    ],
    rightYAxis: { showUnits: false },
  });
}

/** Not what was sent there: a message that SQS moves itself is not counted as sent. */
function deadLetters(queue: IQueue | undefined): cloudwatch.IWidget[] {
  if (queue === undefined) {
    return [];
  }
  return [
    new cloudwatch.GraphWidget({
      title: 'Dead letters',
      width: COLUMNS / 2,
      height: HEIGHT,
      left: [queue.metricApproximateNumberOfMessagesVisible({ ...GAUGE, label: 'waiting' })],
      leftYAxis: FROM_ZERO,
      right: [queue.metricApproximateAgeOfOldestMessage({ ...GAUGE, label: 'age of the oldest (seconds)' })],
      rightYAxis: FROM_ZERO,
    }),
  ];
}

function graph(title: string, left: cloudwatch.IMetric[]): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({ title, width: COLUMNS / 3, height: HEIGHT, left, leftYAxis: FROM_ZERO });
}
