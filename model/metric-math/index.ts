export { Calculation, type NamedExpression } from './calculation';
export { MetricMathError } from './metric-math-error';
export { type Grid, type Series, typeName, type Value } from './value';
