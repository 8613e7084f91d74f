import type { Nearest, Palette } from './palette';
import type { Picture } from './picture';

/**
 * The picture in the palette's colors: what a pixel loses, its neighbors make up for. 7/16 of it go to the right, 3/16,
 * 5/16 and 1/16 to the three below: Floyd and Steinberg, "An adaptive algorithm for spatial grey scale".
 */
export function dither({ width, height, rgb }: Picture, palette: Palette, nearest: Nearest): Uint8Array {
  const indices = new Uint8Array(width * height);
  const values = Float32Array.from(rgb);
  const below = width * 3;
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    const at = pixel * 3;
    const column = pixel % width;
    const index = nearest.of(byte(values[at]), byte(values[at + 1]), byte(values[at + 2]));
    indices[pixel] = index;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = at + channel;
      const share = (byte(values[value]) - (palette[index * 3 + channel] ?? 0)) / 16;
      if (column + 1 < width) add(values, value + 3, 7 * share);
      if (column > 0) add(values, value + below - 3, 3 * share);
      add(values, value + below, 5 * share);
      if (column + 1 < width) add(values, value + below + 3, share);
    }
  }
  return indices;
}

/** Below the last row there is nothing to make up for. */
function add(values: Float32Array, at: number, share: number): void {
  if (at < values.length) values[at] = (values[at] ?? 0) + share;
}

const byte = (value = 0): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));
