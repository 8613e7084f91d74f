import { type PropertyValues, present } from '../property-values';

/** "AWS::CloudWatch::Alarm MetricDataQuery", AWS CloudFormation Template Reference. */
export const METRIC_QUERY_PROPERTIES = [
  'Expression',
  'Id',
  'Label',
  'MetricStat.Metric.Dimensions.Name',
  'MetricStat.Metric.Dimensions.Value',
  'MetricStat.Metric.MetricName',
  'MetricStat.Metric.Namespace',
  'MetricStat.Period',
  'MetricStat.Stat',
  'MetricStat.Unit',
  'Period',
  'ReturnData',
] as const;

/** One query as `PutMetricAlarm` takes it. */
export function metricQuery(query: PropertyValues): object {
  return present({
    Id: query.text('Id'),
    Expression: query.text('Expression'),
    Label: query.text('Label'),
    Period: query.number('Period'),
    ReturnData: query.flag('ReturnData'),
    MetricStat: metricStat(query.group('MetricStat')),
  });
}

export function dimensions(values: PropertyValues): object[] | undefined {
  return values
    .groups('Dimensions')
    ?.map((dimension) => ({ Name: dimension.text('Name'), Value: dimension.text('Value') }));
}

function metricStat(stat: PropertyValues | undefined): object | undefined {
  if (stat === undefined) return undefined;
  const metric = stat.group('Metric');
  return present({
    Metric:
      metric &&
      present({
        Namespace: metric.text('Namespace'),
        MetricName: metric.text('MetricName'),
        Dimensions: dimensions(metric),
      }),
    Period: stat.number('Period'),
    Stat: stat.text('Stat'),
    Unit: stat.text('Unit'),
  });
}
