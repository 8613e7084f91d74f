import type { GetMetricDataInput, GetMetricDataOutput } from '@aws-sdk/client-cloudwatch';
import { constraintText } from '../../constraint';
import type { Operation } from '../../service';
import { invalidToken, notImplemented, validationError } from '../errors';
import { type MetricQuery, metricQueries } from '../metric-query';
import type { MetricStore, Place } from '../metric-store';
import { type Monitoring, metricAccess } from '../monitoring-context';
import { periodsOf, type TimeRange, timeRange } from '../read-range';
import { statisticValue } from '../statistics';

/** "GetMetricData", CloudWatch API Reference. */
const MAX_DATAPOINTS = 100_800;

interface Point {
  readonly query: MetricQuery;
  readonly time: number;
  readonly value: number;
}

export function getMetricData(monitoring: Monitoring): Operation<GetMetricDataInput, GetMetricDataOutput> {
  return {
    access: (_input, request) => metricAccess('GetMetricData', request),
    run: (input, request) => {
      if (input.LabelOptions !== undefined) throw notImplemented('GetMetricData', "'LabelOptions'");
      const limit = input.MaxDatapoints ?? MAX_DATAPOINTS;
      if (limit < 1 || limit > MAX_DATAPOINTS) {
        throw validationError(constraintText('maxDatapoints', limit, `have value between 1 and ${MAX_DATAPOINTS}`));
      }
      const queries = metricQueries(input.MetricDataQueries);
      const range = timeRange(input.StartTime, input.EndTime, request.kernel.clock.now());
      monitoring.sampler.start();
      const ascending = input.ScanBy === 'TimestampAscending';
      const points = queries
        .filter(({ returnData }) => returnData)
        .flatMap((query) => {
          const found = pointsOf(monitoring.store, request, query, range);
          return ascending ? found : found.reverse();
        });
      const start = input.NextToken === undefined ? 0 : offsetOf(input.NextToken);
      const page = points.slice(start, start + limit);
      const end = start + page.length;
      return {
        MetricDataResults: queries
          .filter(({ returnData }) => returnData)
          .map((query) => {
            const own = page.filter((point) => point.query === query);
            const isMore = points.slice(end).some((point) => point.query === query);
            return {
              Id: query.id,
              Label: query.label,
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

function pointsOf(store: MetricStore, place: Place, query: MetricQuery, range: TimeRange): Point[] {
  const metric = store.find(place, query.metric);
  const points: Point[] = [];
  if (metric === undefined) return points;
  for (const time of periodsOf(range, query.period)) {
    const set = metric.between(Math.max(time, range.from), Math.min(time + query.period, range.to), query.unit);
    if (set !== undefined) points.push({ query, time, value: statisticValue(set, query.statistic) });
  }
  return points;
}

function offsetOf(token: string): number {
  const offset = /^offset-(\d+)$/.exec(token)?.[1];
  if (offset === undefined) throw invalidToken();
  return Number(offset);
}
