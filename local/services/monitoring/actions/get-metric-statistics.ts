import type { GetMetricStatisticsInput, GetMetricStatisticsOutput, StandardUnit } from '@aws-sdk/client-cloudwatch';
import { constraintText } from '../../constraint';
import type { Operation } from '../../service';
import { invalidCombination, missingParameter, notImplemented, validationError } from '../errors';
import { dimensionsOf, type Monitoring, metricAccess } from '../monitoring-context';
import { checkPeriod, periodsOf, timeRange } from '../read-range';
import { isStatistic, STATISTICS, statisticValue } from '../statistics';

/** "GetMetricStatistics", CloudWatch API Reference. */
const MAX_DATAPOINTS = 1_440;

export function getMetricStatistics(
  monitoring: Monitoring,
): Operation<GetMetricStatisticsInput, GetMetricStatisticsOutput> {
  return {
    access: (_input, request) => metricAccess('GetMetricStatistics', request),
    run: (input, request) => {
      const { Namespace: namespace, MetricName: name } = input;
      if (!namespace) throw missingParameter('Namespace');
      if (!name) throw missingParameter('MetricName');
      if (input.ExtendedStatistics?.length) throw notImplemented('GetMetricStatistics', 'percentiles');
      const statistics = statisticsOf(input);
      const period = checkPeriod('GetMetricStatistics', input.Period);
      const range = timeRange(input.StartTime, input.EndTime, request.kernel.clock.now());
      const points = Math.ceil((range.to - range.asked) / period);
      if (points > MAX_DATAPOINTS) {
        throw invalidCombination(
          `You have requested up to ${points} datapoints, which exceeds the limit of ${MAX_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
        );
      }
      monitoring.sampler.refresh();
      const metric = monitoring.store.find(request, { namespace, name, dimensions: dimensionsOf(input.Dimensions) });
      const datapoints: NonNullable<GetMetricStatisticsOutput['Datapoints']> = [];
      for (const [unit, series] of metric?.units ?? []) {
        if (input.Unit !== undefined && input.Unit !== unit) continue;
        for (const time of periodsOf(range, period)) {
          const set = series.between(Math.max(time, range.from), Math.min(time + period, range.to));
          if (set === undefined) continue;
          const values = statistics.map((statistic) => [statistic, statisticValue(set, statistic)] as const);
          datapoints.push({ Timestamp: new Date(time), Unit: unit as StandardUnit, ...Object.fromEntries(values) });
        }
      }
      return { Label: name, Datapoints: datapoints };
    },
  };
}

function statisticsOf(input: GetMetricStatisticsInput) {
  const asked: readonly string[] = input.Statistics ?? [];
  if (asked.length === 0) {
    throw invalidCombination('At least one of the parameters Statistics and ExtendedStatistics must be specified.');
  }
  return asked.map((statistic) => {
    if (isStatistic(statistic)) return statistic;
    throw validationError(
      constraintText('statistics', statistic, `satisfy enum value set: [${STATISTICS.join(', ')}]`),
    );
  });
}
