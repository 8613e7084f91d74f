import { accountArn } from '../../../model/arn';
import { AwsError } from '../../aws-error';
import type { Kernel } from '../../kernel/kernel';
import type { Router } from '../service';
import type { AcceptedEvent } from './log-events-input';
import type { LogGroup } from './log-group';

/** Has the group's metric filters count what was written. CloudWatch Logs does it itself, with nobody's permission. */
export async function publishMetrics(
  kernel: Kernel,
  router: Router,
  { identity, metricFilters }: LogGroup,
  events: readonly AcceptedEvent[],
): Promise<void> {
  const { account, region, name } = identity;
  const caller = { principal: { kind: 'account', account, arn: accountArn({ account }) } as const, account, region };
  for (const { matches, measure, transformation } of metricFilters.values()) {
    const values = events.flatMap(({ message }) => (matches(message) ? (measure(message) ?? []) : []));
    const { metricName: MetricName, metricNamespace: Namespace } = transformation;
    const Timestamp = new Date(kernel.clock.now());
    const MetricData = batches(values).map((Values) => ({ MetricName, Timestamp, Values }));
    if (MetricData.length === 0) continue;
    try {
      await router.call('monitoring', 'PutMetricData', { Namespace, MetricData }, caller);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      kernel.events.emit('logs.metric-lost', { logGroup: name, metric: MetricName, reason: error.message });
    }
  }
}

/** "MetricDatum": it has at most 150 values. */
const MAX_VALUES = 150;

function batches(values: readonly number[]): readonly (readonly number[])[] {
  const count = Math.ceil(values.length / MAX_VALUES);
  return Array.from({ length: count }, (_, index) => values.slice(index * MAX_VALUES, (index + 1) * MAX_VALUES));
}
