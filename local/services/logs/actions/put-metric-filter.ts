import type { PutMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { groupAccess, type Logs } from '../logs-context';
import { MAX_METRIC_FILTERS, metricFilterOf, tooManyFilters } from '../metric-filter';
import { logGroupName } from '../names';

export function putMetricFilter(logs: Logs): Operation<PutMetricFilterRequest> {
  return {
    access: (input, request) => groupAccess('PutMetricFilter', request, input.logGroupName),
    run: (input, request) => {
      const { metricFilters } = logs.model.group(request, logGroupName(input.logGroupName));
      const filter = metricFilterOf(input, request.kernel.clock.now());
      if (!metricFilters.has(filter.name) && metricFilters.size >= MAX_METRIC_FILTERS) throw tooManyFilters();
      metricFilters.set(filter.name, filter);
      return undefined;
    },
  };
}
