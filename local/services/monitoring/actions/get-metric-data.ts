import type { GetMetricDataInput, GetMetricDataOutput } from '@aws-sdk/client-cloudwatch';
import { constraintText } from '../../constraint';
import type { Operation } from '../../service';
import { invalidToken, missingParameter, notImplemented, validationError } from '../errors';
import { metricQueries } from '../metric-query';
import { type Monitoring, metricAccess } from '../monitoring-context';
import { queryResults } from '../query-results';
import { timeRange } from '../read-range';

/** "GetMetricData", CloudWatch API Reference. */
const MAX_DATAPOINTS = 100_800;
const MAX_QUERIES = 500;

export function getMetricData(monitoring: Monitoring): Operation<GetMetricDataInput, GetMetricDataOutput> {
  return {
    access: (_input, request) => metricAccess('GetMetricData', request),
    run: (input, request) => {
      const { MetricDataQueries: asked = [] } = input;
      if (input.LabelOptions !== undefined) throw notImplemented('GetMetricData', "'LabelOptions'");
      const limit = input.MaxDatapoints ?? MAX_DATAPOINTS;
      if (limit < 1 || limit > MAX_DATAPOINTS) {
        throw validationError(constraintText('maxDatapoints', limit, `have value between 1 and ${MAX_DATAPOINTS}`));
      }
      if (asked.length === 0) throw missingParameter('MetricDataQueries');
      if (asked.length > MAX_QUERIES) {
        throw validationError(`The collection MetricDataQueries must not have more than ${MAX_QUERIES} members.`);
      }
      const queries = metricQueries('GetMetricData', asked);
      const range = timeRange(input.StartTime, input.EndTime, request.kernel.clock.now());
      monitoring.sampler.refresh();
      const results = queryResults(monitoring.store, request, queries, range).map((result) =>
        input.ScanBy === 'TimestampAscending' ? result : { ...result, points: result.points.toReversed() },
      );
      const points = results.flatMap((result) => result.points.map((point) => ({ ...point, result })));
      const start = input.NextToken === undefined ? 0 : offsetOf(input.NextToken);
      const page = points.slice(start, start + limit);
      const end = start + page.length;
      return {
        MetricDataResults: results.map((result) => {
          const own = page.filter((point) => point.result === result);
          const isMore = points.slice(end).some((point) => point.result === result);
          return {
            Id: result.id,
            Label: result.label,
            Timestamps: own.map(({ time }) => new Date(time)),
            Values: own.map(({ value }) => value),
            StatusCode: isMore ? ('PartialData' as const) : ('Complete' as const),
          };
        }),
        Messages: [],
        NextToken: end < points.length ? `offset-${end}` : undefined,
      };
    },
  };
}

function offsetOf(token: string): number {
  const offset = /^offset-(\d+)$/.exec(token)?.[1];
  if (offset === undefined) throw invalidToken();
  return Number(offset);
}
