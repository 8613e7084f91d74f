/** From values to pixels. */
export interface Scale {
  readonly max: number;
  readonly ticks: readonly number[];
  place(value: number): number;
}

/** From 0 to a round number that nothing exceeds, over so many pixels. */
export function scaleTo(largest: number, pixels: number, ticks = 3): Scale {
  const step = roundStep(Math.max(largest, 1e-9) / ticks);
  const count = Math.max(1, Math.ceil(largest / step - 1e-9));
  const max = count * step;
  return {
    max,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
    place: (value) => (value / max) * pixels,
  };
}

/** The next 1, 2 or 5 of its power of ten. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}
