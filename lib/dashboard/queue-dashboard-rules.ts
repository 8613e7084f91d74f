import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { durationWithin } from '../guard/range-rules';
import type { Rule } from '../guard/rule';
import { alarmsOf } from './queue-alarms-of';
import type { DashboardQueueOptions, QueueDashboardProps } from './queue-dashboard-props';

const NAME_PATTERN = /^[A-Za-z0-9_-]{1,255}$/;
/** Without a colon at its beginning: "Metric", Amazon CloudWatch API Reference. */
const NAMESPACE_PATTERN = /^(?!AWS\/)[^:][A-Za-z0-9_./#: -]{0,254}$/;
/** "CloudWatch service quotas": a metric has 30 dimensions, and `QueueName` is one. */
const MAX_OWN_DIMENSIONS = 29;
/** "AlarmStatusWidget": the console shows no more in one widget. */
const MAX_ALARMS = 100;
const FIFTEEN_MONTHS_SECONDS = 455 * 86_400;

export const QUEUE_DASHBOARD_RULES: readonly Rule<QueueDashboardProps>[] = [
  {
    id: 'DashboardQueues',
    prop: 'queues',
    value: ({ queues }) => queues.map(({ node }) => node.path),
    holds: ({ queues }) => new Set(queues).size === queues.length,
    must: 'different queues',
    why: 'The same graphs would stand there twice',
    fix: "Name each queue once in 'queues'",
  },
  {
    id: 'DashboardName',
    prop: 'dashboardName',
    value: ({ dashboardName }) => dashboardName,
    holds: ({ dashboardName }) => NAME_PATTERN.test(dashboardName ?? ''),
    must: "1 to 255 letters, digits, '-' and '_'",
    why: 'CloudWatch refuses any other name',
    fix: "Change 'dashboardName', or leave it out and CloudFormation generates one",
  },
  durationWithin(
    { min: 60, max: FIFTEEN_MONTHS_SECONDS, unit: 'seconds' },
    {
      id: 'DashboardInterval',
      prop: 'defaultInterval',
      value: ({ defaultInterval }) => defaultInterval,
      why: 'SQS reports once a minute, and CloudWatch keeps metrics for 15 months',
      fix: "Leave 'defaultInterval' out for 3 hours",
    },
  ),
];

export interface DashboardQueueInput extends DashboardQueueOptions {
  readonly queue: IQueue;
  readonly shown: readonly IQueue[];
}

export const DASHBOARD_QUEUE_RULES: readonly Rule<DashboardQueueInput>[] = [
  {
    id: 'DashboardQueues',
    prop: 'queue',
    value: ({ queue }) => queue.node.path,
    holds: ({ queue, shown }) => !shown.includes(queue),
    must: 'a queue that the dashboard does not show yet',
    why: 'The same graphs would stand there twice',
    fix: "Leave it out of 'queues' when you add it with options",
  },
  {
    id: 'DashboardConsumerNamespace',
    prop: 'consumer.namespace',
    value: ({ consumer }) => consumer?.namespace,
    holds: ({ consumer }) => NAMESPACE_PATTERN.test(consumer?.namespace ?? ''),
    must: "1 to 255 characters, not beginning with 'AWS/' or ':'",
    why: 'CloudWatch takes no other namespace from a program, so nothing would ever be shown',
    fix: "Set 'consumer.namespace' to the namespace of the consumer's Metrics",
  },
  {
    id: 'DashboardConsumerDimensions',
    prop: 'consumer.dimensions',
    value: ({ consumer }) => consumer?.dimensions && Object.keys(consumer.dimensions),
    holds: ({ consumer }) => {
      const names = Object.keys(consumer?.dimensions ?? {});
      return names.length <= MAX_OWN_DIMENSIONS && !names.includes('QueueName');
    },
    must: "at most 29 dimensions without 'QueueName'",
    why: 'A metric has 30, and the consumers add QueueName themselves',
    fix: "Name the other dimensions of the consumer's Metrics, of Powertools for example service",
  },
  {
    id: 'DashboardAlarms',
    prop: 'alarms',
    value: ({ alarms }) => alarms?.length,
    holds: ({ queue, alarms = [] }) => alarmsOf(queue).length + alarms.length <= MAX_ALARMS,
    must: "at most 100 with the queue's own",
    why: 'An alarm widget shows no more',
    fix: 'Combine some of them in a composite alarm',
  },
];
