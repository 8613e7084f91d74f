import type { DescribeMetricFiltersRequest, DescribeMetricFiltersResponse } from '@aws-sdk/client-cloudwatch-logs';
import { compareKeys, pageOf } from '../../page';
import type { Operation } from '../../service';
import { invalidToken, notImplemented } from '../errors';
import { groupAccess, type Logs } from '../logs-context';
import { logGroupName, pageLimit } from '../names';

/** "DescribeMetricFilters", API Reference. */
const MAX_FILTERS = 50;

export function describeMetricFilters(
  logs: Logs,
): Operation<DescribeMetricFiltersRequest, DescribeMetricFiltersResponse> {
  return {
    access: (input, request) => groupAccess('DescribeMetricFilters', request, input.logGroupName),
    run: (input, request) => {
      const { metricName, metricNamespace, filterNamePrefix = '' } = input;
      if (metricName !== undefined) throw notImplemented('DescribeMetricFilters', 'metricName');
      if (metricNamespace !== undefined) throw notImplemented('DescribeMetricFilters', 'metricNamespace');
      const name = logGroupName(input.logGroupName);
      const filters = [...logs.model.group(request, name).metricFilters.values()]
        .filter((filter) => filter.name.startsWith(filterNamePrefix))
        .sort((a, b) => compareKeys(a.name, b.name));
      const { items, nextToken } = pageOf(filters, {
        keyOf: (filter) => filter.name,
        limit: pageLimit(input.limit, MAX_FILTERS),
        token: input.nextToken,
        invalidToken,
      });
      const metricFilters = items.map((filter) => ({
        filterName: filter.name,
        filterPattern: filter.pattern,
        metricTransformations: [filter.transformation],
        creationTime: filter.created,
        logGroupName: name,
      }));
      return { metricFilters, nextToken };
    },
  };
}
