import type { Frame } from './y4m';

/** Three bytes for each pixel, from the upper left to the lower right. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8ClampedArray;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size that keeps the proportions at this width; never larger than the original. */
export function fitted(original: Size, width: number): Size {
  const fits = Math.min(width, original.width);
  return { width: fits, height: Math.max(1, Math.round((original.height * fits) / original.width)) };
}

/** A frame in colors, and smaller: each pixel is the mean of those that it stands for. */
export function toPicture(frame: Frame, from: Size, to: Size): Picture {
  const rgb = new Uint8ClampedArray(to.width * to.height * 3);
  const chromaWidth = Math.ceil(from.width / 2);
  const columns = edges(from.width, to.width);
  const rows = edges(from.height, to.height);
  let at = 0;
  for (let row = 0; row < to.height; row += 1) {
    for (let column = 0; column < to.width; column += 1) {
      let y = 0;
      let u = 0;
      let v = 0;
      let count = 0;
      const right = columns[column + 1] ?? 0;
      const bottom = rows[row + 1] ?? 0;
      for (let line = rows[row] ?? 0; line < bottom; line += 1) {
        for (let pixel = columns[column] ?? 0; pixel < right; pixel += 1) {
          const chroma = (line >> 1) * chromaWidth + (pixel >> 1);
          y += frame.y[line * from.width + pixel] ?? 0;
          u += frame.u[chroma] ?? 0;
          v += frame.v[chroma] ?? 0;
          count += 1;
        }
      }
      // ITU-R BT.601, full range.
      const light = y / count;
      const blue = u / count - 128;
      const red = v / count - 128;
      rgb[at] = light + 1.402 * red;
      rgb[at + 1] = light - 0.344136 * blue - 0.714136 * red;
      rgb[at + 2] = light + 1.772 * blue;
      at += 3;
    }
  }
  return { ...to, rgb };
}

/** Where each of `count` parts begins, and the end. Parts have at least one element. */
function edges(length: number, count: number): readonly number[] {
  return Array.from({ length: count + 1 }, (_, index) => Math.floor((index * length) / count));
}
