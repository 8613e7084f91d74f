import { Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { acceptableBacklog, TARGET_DEMAND } from '../consumers/worker-fleet/fleet-capacity';
import type { WorkerFleet } from '../consumers/worker-fleet/worker-fleet';

const COLUMNS = 24;
const HEIGHT = 6;
const FROM_ZERO = { min: 0, showUnits: false };

/** How a fleet follows its queue: its heading, the state of its alarms, and its graphs. */
export function fleetWidgets(fleet: WorkerFleet, title: string): cloudwatch.IWidget[][] {
  const { metrics } = fleet;
  const { capacity } = metrics;
  const alarms = Object.values(fleet.alarms ?? {});
  const count = (metricName: string, label: string) => metrics.group(metricName).with({ label });
  return [
    [new cloudwatch.TextWidget({ markdown: `# ${title}`, width: COLUMNS, height: 1 })],
    ...(alarms.length === 0
      ? []
      : [[new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: COLUMNS, height: 2 })]]),
    [
      graph('Instances', [
        count('GroupDesiredCapacity', 'ordered'),
        count('GroupInServiceInstances', 'in service'),
        count('GroupPendingInstances', 'starting'),
        count('GroupTerminatingInstances', 'draining'),
      ]),
      graph(
        'Backlog per instance (messages)',
        [metrics.backlogPerInstance()],
        line(acceptableBacklog(capacity), 'acceptable'),
      ),
      graph('Longest wait (seconds)', [metrics.latency()], line(capacity.latencySeconds, 'acceptable')),
    ],
    [
      graph('Demand (percent of the ordered slots)', [metrics.demand()], line(TARGET_DEMAND, 'target')),
      graph('Instances ordered, not in service', [metrics.missing()]),
      graph('Drains that ran out of time', [metrics.drainsOutOfTime()]),
    ],
    [
      graph('Processing time (seconds)', [metrics.processingTime()], line(capacity.processingSeconds, 'stated')),
      graph('Workers that hung', [metrics.hungWorkers()]),
    ],
  ];
}

function graph(title: string, left: cloudwatch.IMetric[], limit: readonly cloudwatch.HorizontalAnnotation[] = []) {
  return new cloudwatch.GraphWidget({
    title,
    width: COLUMNS / 3,
    height: HEIGHT,
    left,
    leftYAxis: FROM_ZERO,
    leftAnnotations: [...limit],
  });
}

/** None at a value that only CloudFormation knows. */
function line(value: number | undefined, label: string): readonly cloudwatch.HorizontalAnnotation[] {
  return value === undefined || Token.isUnresolved(value) ? [] : [{ value, label }];
}
