import type { Expression } from './expression';
import type { Grid, Series, Value } from './value';

/** What a function sees of the evaluation that it is a part of. */
export interface Scope {
  readonly grid: Grid;
  evaluate(expression: Expression): Value;
  /** All metrics of the request by their ids, in its order; expressions are not among them. */
  readonly metrics: ReadonlyMap<string, Series>;
}

export type MathFunction = (call: FunctionCall) => Value;

export interface FunctionCall {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly scope: Scope;
}
