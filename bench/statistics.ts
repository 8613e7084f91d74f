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

/** `median (min-max)`. */
export function show({ median, min, max }: Summary, digits = 0): string {
  return `${number(median, digits)} (${number(min, digits)}-${number(max, digits)})`;
}

export function showPercent({ median, min, max }: Summary): string {
  return show({ median: median * 100, min: min * 100, max: max * 100 }, 1);
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
