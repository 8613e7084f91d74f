import type { MetricTransformation, PutMetricFilterRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../aws-error';
import { invalidParameter, notImplemented } from './errors';
import { type FilterPattern, parseFilterPattern } from './filter/filter-pattern';
import { parseFieldSelector } from './filter/json-pattern';
import { refuse } from './names';

/** Counts what is written to a log group: "Creating metrics from log events using filters". */
export interface MetricFilter {
  readonly name: string;
  readonly pattern: string;
  readonly matches: FilterPattern;
  /** What a matching event counts; undefined for one whose field is no number, which counts nothing. */
  readonly measure: (message: string) => number | undefined;
  readonly transformation: Required<Pick<MetricTransformation, 'metricName' | 'metricNamespace' | 'metricValue'>>;
  readonly created: number;
}

/** "PutMetricFilter", API Reference. */
export const MAX_METRIC_FILTERS = 100;

/** @throws AwsError for what AWS refuses, and for what is not offered */
export function metricFilterOf(input: PutMetricFilterRequest, now: number): MetricFilter {
  const { filterName, filterPattern, metricTransformations = [] } = input;
  if (!/^[^:*]{1,512}$/.test(filterName ?? '')) {
    throw refuse('filterName', filterName, 'satisfy regular expression pattern: [^:*]{1,512}');
  }
  const [transformation, ...more] = metricTransformations;
  if (transformation === undefined || more.length > 0)
    throw invalidParameter('Exactly one metric transformation is required.');
  const { metricName, metricNamespace, metricValue, defaultValue, dimensions } = transformation;
  if (!metricName || !metricNamespace || !metricValue) {
    throw invalidParameter('A metric transformation has metricName, metricNamespace and metricValue.');
  }
  if (defaultValue !== undefined) throw notImplemented('PutMetricFilter', 'defaultValue');
  if (dimensions !== undefined) throw notImplemented('PutMetricFilter', 'dimensions');
  return {
    name: filterName ?? '',
    pattern: filterPattern ?? '',
    matches: parseFilterPattern(filterPattern),
    measure: measure(metricValue),
    transformation: { metricName, metricNamespace, metricValue },
    created: now,
  };
}

/** A number, or a field of the event: "Publishing numerical values found in log entries". */
function measure(metricValue: string): MetricFilter['measure'] {
  if (Number.isFinite(Number(metricValue))) return () => Number(metricValue);
  const select = parseFieldSelector(metricValue);
  if (select === undefined) {
    throw invalidParameter(`'metricValue' must be a number or a field such as $.size, got '${metricValue}'.`);
  }
  return (message) => {
    const field = select(message);
    return typeof field === 'number' ? field : undefined;
  };
}

export const noSuchFilter = () =>
  new AwsError('ResourceNotFoundException', 'The specified metric filter does not exist.');

export const tooManyFilters = () =>
  new AwsError(
    'LimitExceededException',
    `Resource limit exceeded: ${MAX_METRIC_FILTERS} metric filters in a log group.`,
  );
