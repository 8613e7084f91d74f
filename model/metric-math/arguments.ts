import { MetricMathError } from './metric-math-error';
import type { FunctionCall } from './scope';
import { type Series, typeName, type Value } from './value';

/** How many arguments a function takes. */
export function expectCount({ name, args }: FunctionCall, min: number, max = min): void {
  if (args.length >= min && args.length <= max) return;
  const allowed = min === max ? `${min}` : `${min} to ${max}`;
  throw new MetricMathError(`${name} takes ${allowed} argument${allowed === '1' ? '' : 's'}, got ${args.length}.`);
}

export function valueAt({ name, args, scope }: FunctionCall, index: number): Value {
  const argument = args[index];
  if (argument === undefined) throw new MetricMathError(`Argument ${index + 1} of ${name} is missing.`);
  return scope.evaluate(argument);
}

export function scalarAt(call: FunctionCall, index: number): number {
  const value = valueAt(call, index);
  if (value.type !== 'scalar') throw mismatch(call, index, 'a number', value);
  return value.value;
}

export function seriesAt(call: FunctionCall, index: number): Series {
  const value = valueAt(call, index);
  if (value.type !== 'series') throw mismatch(call, index, 'a time series', value);
  return value.series;
}

export function arrayAt(call: FunctionCall, index: number): readonly Series[] {
  const value = valueAt(call, index);
  if (value.type !== 'array') throw mismatch(call, index, 'an array of time series', value);
  return value.members;
}

/** A time series or an array of them. */
export function seriesOrArrayAt(call: FunctionCall, index: number): Exclude<Value, { readonly type: 'scalar' }> {
  const value = valueAt(call, index);
  if (value.type === 'scalar') throw mismatch(call, index, 'a time series or an array of them', value);
  return value;
}

/** One of the words that the function understands, such as `DESC`. */
export function wordAt<Word extends string>(call: FunctionCall, index: number, words: readonly Word[]): Word {
  const argument = call.args[index];
  const word = words.find((known) => argument?.kind === 'word' && argument.word === known);
  if (word !== undefined) return word;
  throw new MetricMathError(`Argument ${index + 1} of ${call.name} must be ${words.join(', ')}.`);
}

export function mismatch(call: FunctionCall, index: number, wanted: string, got: Value): MetricMathError {
  return new MetricMathError(`Argument ${index + 1} of ${call.name} must be ${wanted}, got ${typeName(got)}.`);
}
