/** The middle of repeated measurements, and how far they lie apart. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const at = (index: number): number => sorted[index] as number;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}

/** Two things that were measured in turns, as one number: the first as a share of the second. */
export interface Share {
  /** Turn by turn. */
  readonly turns: Summary;
  /** Of the fastest turn of each: whatever else the machine does only ever makes a turn slower. */
  readonly fastest: number;
}

export function shareOf(times: readonly number[], others: readonly number[]): Share {
  return {
    turns: summarize(times.map((time, index) => time / (others[index] as number))),
    fastest: Math.min(...times) / Math.min(...others),
  };
}

/** `median (min-max)`. */
export function show({ median, min, max }: Summary, digits = 0): string {
  return `${number(median, digits)} (${number(min, digits)}-${number(max, digits)})`;
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
