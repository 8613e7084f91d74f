import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { WorkerFleet } from '../consumers';
import { check } from '../guard/rule';
import { consumerWidgets } from './consumer-widgets';
import { fleetWidgets } from './fleet-widgets';
import type { DashboardQueueOptions, QueueDashboardProps } from './queue-dashboard-props';
import { DASHBOARD_QUEUE_RULES, QUEUE_DASHBOARD_RULES } from './queue-dashboard-rules';
import { queueWidgets } from './queue-widgets';

const DEFAULT_INTERVAL = Duration.hours(3);

/**
 * A CloudWatch dashboard of queues: for each its alarms, depth, age, traffic, time to drain and dead letters, and what
 * its consumers measure when they publish it.
 */
export class QueueDashboard extends Construct {
  /** To add widgets of your own. */
  readonly dashboard: cloudwatch.Dashboard;
  private readonly shown: IQueue[] = [];

  /** @throws GuardError with everything that is wrong about the props */
  constructor(scope: Construct, id: string, props: QueueDashboardProps) {
    super(scope, id);
    check(this, props, QUEUE_DASHBOARD_RULES);
    this.dashboard = new cloudwatch.Dashboard(this, 'Resource', {
      dashboardName: props.dashboardName,
      defaultInterval: props.defaultInterval ?? DEFAULT_INTERVAL,
    });
    this.node.defaultChild = this.dashboard.node.defaultChild;
    for (const queue of props.queues) {
      this.addQueue(queue);
    }
  }

  /**
   * Shows one more queue below the others.
   *
   * @throws GuardError with everything that is wrong about the options
   */
  addQueue(queue: IQueue, options: DashboardQueueOptions = {}): this {
    check(this, { ...options, queue, shown: this.shown }, DASHBOARD_QUEUE_RULES);
    this.shown.push(queue);
    for (const row of queueWidgets(queue, options)) {
      this.dashboard.addWidgets(...row);
    }
    if (options.consumer !== undefined) {
      this.dashboard.addWidgets(...consumerWidgets(queue, options.consumer));
    }
    return this;
  }

  /**
   * Shows one more fleet below: its alarms, instances, backlog per instance, longest wait, demand, failed launches,
   * drains that ran out of time, processing time and hangs. Its queue is shown by `addQueue`.
   *
   * @param title stands above the graphs; the id of the fleet's construct without it
   */
  addFleet(fleet: WorkerFleet, title: string = fleet.node.id): this {
    for (const row of fleetWidgets(fleet, title)) {
      this.dashboard.addWidgets(...row);
    }
    return this;
  }
}
