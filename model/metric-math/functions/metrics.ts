import { expectCount, scalarAt } from '../arguments';
import { MetricMathError } from '../metric-math-error';
import type { FunctionCall, MathFunction } from '../scope';
import { arrayOf, finite, scalar, series, type Value } from '../value';

/** All metrics of the request, or those whose id contains the text. */
function metrics(call: FunctionCall): Value {
  expectCount(call, 0, 1);
  const [part] = call.args;
  if (part !== undefined && part.kind !== 'text') {
    throw new MetricMathError(
      'METRICS takes nothing, or a text in quotes that the ids contain, such as METRICS("errors").',
    );
  }
  const wanted = part?.text ?? '';
  return arrayOf(Array.from(call.scope.metrics).flatMap(([id, metric]) => (id.includes(wanted) ? [metric] : [])));
}

/** Seconds. "Valid input is metrics, not the results of other expressions." */
function period(call: FunctionCall): Value {
  expectCount(call, 1);
  const [metric] = call.args;
  if (metric?.kind !== 'id' || !call.scope.metrics.has(metric.id)) {
    throw new MetricMathError('PERIOD takes the id of a metric, not the result of an expression.');
  }
  return scalar(call.scope.grid.period);
}

function timeSeries(call: FunctionCall): Value {
  expectCount(call, 1);
  const value = finite(scalarAt(call, 0));
  return series(
    call.name,
    Array.from({ length: call.scope.grid.length }, () => value),
  );
}

export const METRICS: Readonly<Record<string, MathFunction>> = {
  METRICS: metrics,
  PERIOD: period,
  TIME_SERIES: timeSeries,
};
