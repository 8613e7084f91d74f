import type { Expression } from './expression';
import { FUNCTIONS, NOT_OFFERED } from './functions/all';
import { MetricMathError } from './metric-math-error';
import { negated, operate } from './operators';
import type { Scope } from './scope';
import { arrayOf, type Grid, type Series, scalar, typeName, type Value } from './value';

/** What an expression may refer to. */
export interface Environment {
  readonly grid: Grid;
  /** All metrics of the request by their ids, in its order. */
  readonly metrics: ReadonlyMap<string, Series>;
  /** The result of the expression with this id; undefined when there is none. */
  result(id: string): Value | undefined;
}

/** @throws {@link MetricMathError} when the types do not fit; the same for every value that the metrics may have */
export function evaluate(expression: Expression, environment: Environment): Value {
  const scope: Scope = {
    grid: environment.grid,
    metrics: environment.metrics,
    evaluate: (inner) => evaluateIn(inner, environment, scope),
  };
  return scope.evaluate(expression);
}

function evaluateIn(expression: Expression, environment: Environment, scope: Scope): Value {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'id':
      return lookUp(expression.id, environment);
    case 'negation':
      return negated(scope.evaluate(expression.of));
    case 'operation':
      return operate(expression.operator, scope.evaluate(expression.left), scope.evaluate(expression.right));
    case 'array':
      return arrayOf(expression.members.flatMap((member) => seriesOf(scope.evaluate(member))));
    case 'call':
      return call(expression, scope);
    case 'word':
      throw new MetricMathError(
        `Unknown word '${expression.word}': ids begin with a lowercase letter, functions have parentheses.`,
      );
    case 'text':
      throw new MetricMathError(`A text ("${expression.text}") can only be what METRICS is asked for.`);
  }
}

function lookUp(id: string, { metrics, result }: Environment): Value {
  const metric = metrics.get(id);
  const value: Value | undefined = metric === undefined ? result(id) : { type: 'series', series: metric };
  if (value === undefined)
    throw new MetricMathError(`Undefined variable '${id}': no metric or expression has this id.`);
  return value;
}

/** An array within an array becomes a part of it. */
function seriesOf(value: Value): readonly Series[] {
  if (value.type === 'scalar') {
    throw new MetricMathError(`An array has time series, got ${typeName(value)}. Make one of it with TIME_SERIES.`);
  }
  return value.type === 'array' ? value.members : [value.series];
}

function call({ name, args }: Expression & { readonly kind: 'call' }, scope: Scope): Value {
  const calculate = FUNCTIONS.get(name);
  if (calculate !== undefined) return calculate({ name, args, scope });
  if (NOT_OFFERED.has(name))
    throw new MetricMathError(`${name} asks another part of AWS, and is not offered here.`, { notOffered: name });
  throw new MetricMathError(
    `Unsupported function '${name}': functions are ${[...FUNCTIONS.keys()].sort().join(', ')}.`,
  );
}
