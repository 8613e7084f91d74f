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
  for (const { matches, transformation } of metricFilters.values()) {
    const found = events.filter(({ message }) => matches(message)).length;
    if (found === 0) continue;
    const { metricName: MetricName, metricNamespace: Namespace, metricValue } = transformation;
    const datum = { Timestamp: new Date(kernel.clock.now()), Values: [Number(metricValue)], Counts: [found] };
    try {
      await router.call('monitoring', 'PutMetricData', { Namespace, MetricData: [{ MetricName, ...datum }] }, caller);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      kernel.events.emit('logs.metric-lost', { logGroup: name, metric: MetricName, reason: error.message });
    }
  }
}
