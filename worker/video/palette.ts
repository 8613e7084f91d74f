import type { Picture } from './picture';

/** Up to 256 colors, three bytes each. */
export type Palette = Uint8Array;

/** Colors are counted in steps of 8: five bits for each of the three. */
const STEPS = 32;
const COLORS = STEPS ** 3;

interface Box {
  /** Colors of five bits each, the red ones first. */
  readonly colors: readonly number[];
  readonly count: number;
}

/**
 * The colors that stand for a video best, by median cut: the box with the most pixels is halved along its longest side
 * until there are enough.
 */
export function paletteOf(pictures: readonly Picture[], size: number): Palette {
  const counts = new Uint32Array(COLORS);
  for (const { rgb } of pictures) {
    for (let at = 0; at < rgb.length; at += 3) {
      const color = colorAt(rgb, at);
      counts[color] = (counts[color] ?? 0) + 1;
    }
  }
  const used = Array.from(counts.keys()).filter((color) => (counts[color] ?? 0) > 0);
  let boxes: readonly Box[] = [boxOf(used, counts)];
  while (boxes.length < size) {
    const largest = boxes.filter(({ colors }) => colors.length > 1).sort((a, b) => b.count - a.count)[0];
    if (largest === undefined) break;
    boxes = boxes.flatMap((box) => (box === largest ? halves(box, counts) : [box]));
  }
  return Uint8Array.from(boxes.flatMap((box) => meanOf(box, counts)));
}

/** The index of the nearest color, for each color of five bits each. Filled as it is asked. */
export class Nearest {
  private readonly known = new Int16Array(COLORS).fill(-1);

  constructor(private readonly palette: Palette) {}

  of(red: number, green: number, blue: number): number {
    const color = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
    const known = this.known[color] ?? -1;
    if (known >= 0) return known;
    const { palette } = this;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < palette.length; at += 3) {
      const r = red - (palette[at] ?? 0);
      const g = green - (palette[at + 1] ?? 0);
      const b = blue - (palette[at + 2] ?? 0);
      const distance = r * r + g * g + b * b;
      if (distance < least) {
        best = at / 3;
        least = distance;
      }
    }
    this.known[color] = best;
    return best;
  }
}

const colorAt = (rgb: Uint8ClampedArray, at: number): number =>
  (((rgb[at] ?? 0) >> 3) << 10) | (((rgb[at + 1] ?? 0) >> 3) << 5) | ((rgb[at + 2] ?? 0) >> 3);

/** Red, green or blue of a color, 0 to 31. */
const channelOf = (color: number, channel: number): number => (color >> (10 - 5 * channel)) & (STEPS - 1);

function boxOf(colors: readonly number[], counts: Uint32Array): Box {
  return { colors, count: colors.reduce((sum, color) => sum + (counts[color] ?? 0), 0) };
}

function halves({ colors, count }: Box, counts: Uint32Array): readonly [Box, Box] {
  const [, channel = 0] = [0, 1, 2]
    .map((each) => {
      const values = colors.map((color) => channelOf(color, each));
      return [Math.max(...values) - Math.min(...values), each] as const;
    })
    .sort(([a], [b]) => b - a)[0] ?? [0, 0];
  const sorted = [...colors].sort((a, b) => channelOf(a, channel) - channelOf(b, channel) || a - b);
  let before = 0;
  let cut = 0;
  while (cut < sorted.length - 1 && before < count / 2) {
    before += counts[sorted[cut] ?? 0] ?? 0;
    cut += 1;
  }
  return [boxOf(sorted.slice(0, cut), counts), boxOf(sorted.slice(cut), counts)];
}

function meanOf({ colors, count }: Box, counts: Uint32Array): number[] {
  return [0, 1, 2].map((channel) => {
    const sum = colors.reduce((all, color) => all + (channelOf(color, channel) * 8 + 4) * (counts[color] ?? 0), 0);
    return count === 0 ? 0 : Math.round(sum / count);
  });
}
