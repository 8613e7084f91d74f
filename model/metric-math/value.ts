/** The periods that an evaluation is about: `length` of them, one after the other. */
export interface Grid {
  /** Start of the first period, milliseconds since 1970. */
  readonly start: number;
  /** Seconds. */
  readonly period: number;
  readonly length: number;
}

/** A time series: one value for each period of the grid, undefined where there is none. */
export interface Series {
  readonly label: string;
  readonly values: readonly (number | undefined)[];
}

/** What an expression is: a scalar (S), a time series (TS) or an array of them (TS[]). */
export type Value =
  | { readonly type: 'scalar'; readonly value: number }
  | { readonly type: 'series'; readonly series: Series }
  | { readonly type: 'array'; readonly members: readonly Series[] };

export const scalar = (value: number): Value => ({ type: 'scalar', value });
export const series = (label: string, values: Series['values']): Value => ({
  type: 'series',
  series: { label, values },
});
export const arrayOf = (members: readonly Series[]): Value => ({ type: 'array', members });

/** A value that is no number, as after a division by zero, is none: the data point is dropped. */
export function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Each value that there is, changed. */
export function mapValues({ label, values }: Series, change: (value: number) => number): Series {
  return { label, values: values.map((value) => (value === undefined ? undefined : finite(change(value)))) };
}

/** For messages. */
export function typeName({ type }: Value): string {
  return type === 'scalar' ? 'a number' : type === 'series' ? 'a time series' : 'an array of time series';
}
