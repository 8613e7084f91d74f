import type { DeleteMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { groupAccess, type Logs } from '../logs-context';
import { noSuchFilter } from '../metric-filter';
import { logGroupName } from '../names';

export function deleteMetricFilter(logs: Logs): Operation<DeleteMetricFilterRequest> {
  return {
    access: (input, request) => groupAccess('DeleteMetricFilter', request, input.logGroupName),
    run: (input, request) => {
      const { metricFilters } = logs.model.group(request, logGroupName(input.logGroupName));
      if (!metricFilters.delete(input.filterName ?? '')) throw noSuchFilter();
      return undefined;
    },
  };
}
