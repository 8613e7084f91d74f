import type { ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import { pageOf } from '../../page';
import type { Operation } from '../../service';
import { invalidToken, notImplemented } from '../errors';
import type { MetricIdentity } from '../metric-store';
import { dimensionList, type Monitoring, metricAccess } from '../monitoring-context';

const HOUR_MS = 3_600_000;

/** "ListMetrics", CloudWatch API Reference: metrics without a value for two weeks are left out. */
const LISTED_MS = 14 * 24 * HOUR_MS;
const RECENTLY_ACTIVE_MS = 3 * HOUR_MS;
const PAGE = 500;

export function listMetrics(monitoring: Monitoring): Operation<ListMetricsInput, ListMetricsOutput> {
  return {
    access: (_input, request) => metricAccess('ListMetrics', request),
    run: (input, request) => {
      if (input.IncludeLinkedAccounts || input.OwningAccount !== undefined) {
        throw notImplemented('ListMetrics', 'linked accounts');
      }
      monitoring.sampler.refresh();
      const age = input.RecentlyActive === undefined ? LISTED_MS : RECENTLY_ACTIVE_MS;
      const since = request.kernel.clock.now() - age;
      const metrics = monitoring.store
        .list(request)
        .filter(({ latest, identity }) => latest >= since && isAskedFor(identity, input));
      const { items, nextToken } = pageOf(metrics, {
        keyOf: ({ key }) => key,
        limit: PAGE,
        token: input.NextToken,
        invalidToken,
      });
      return {
        Metrics: items.map(({ identity }) => ({
          Namespace: identity.namespace,
          MetricName: identity.name,
          Dimensions: dimensionList(identity.dimensions),
        })),
        NextToken: nextToken,
      };
    },
  };
}

function isAskedFor({ namespace, name, dimensions }: MetricIdentity, input: ListMetricsInput): boolean {
  if (input.Namespace !== undefined && input.Namespace !== namespace) return false;
  if (input.MetricName !== undefined && input.MetricName !== name) return false;
  return (input.Dimensions ?? []).every(({ Name, Value }) =>
    dimensions.some((dimension) => dimension.name === Name && (Value === undefined || dimension.value === Value)),
  );
}
