import { compress } from './lzw';
import type { Palette } from './palette';
import type { Size } from './picture';

export interface Animation extends Size {
  readonly palette: Palette;
  /** Hundredths of a second. */
  readonly delay: number;
  /** Of each frame, the index of each pixel's color. */
  readonly frames: readonly Uint8Array[];
}

const COLOR_BITS = 8;

/** "Graphics Interchange Format, Version 89a": an animation that repeats for ever. */
export function writeGif({ width, height, palette, delay, frames }: Animation): Buffer {
  const table = new Uint8Array(3 * 2 ** COLOR_BITS);
  table.set(palette);
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    // A table of 256 colors for all frames; color 0 behind them; square pixels.
    words(width, height),
    Buffer.from([0x80 | (COLOR_BITS - 1), 0, 0]),
    table,
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('NETSCAPE2.0', 'latin1'),
    Buffer.from([3, 1, 0, 0, 0]),
    ...frames.flatMap((pixels) => [
      Buffer.from([0x21, 0xf9, 4, 0x04]),
      words(delay),
      Buffer.from([0, 0, 0x2c]),
      words(0, 0, width, height),
      Buffer.from([0, COLOR_BITS]),
      inBlocks(compress(pixels, COLOR_BITS)),
    ]),
    Buffer.from([0x3b]),
  ]);
}

/** Numbers of two bytes, the low one first. */
function words(...values: readonly number[]): Buffer {
  return Buffer.from(values.flatMap((value) => [value & 0xff, value >> 8]));
}

/** Data come in blocks of up to 255 bytes, each with its length before it; an empty one ends them. */
function inBlocks(data: Uint8Array): Buffer {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const block = data.subarray(at, at + 255);
    blocks.push(Uint8Array.of(block.length), block);
  }
  return Buffer.concat([...blocks, Uint8Array.of(0)]);
}
