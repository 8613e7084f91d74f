export interface DecodedGif {
  readonly version: string;
  readonly width: number;
  readonly height: number;
  readonly palette: Buffer;
  /** Hundredths of a second, of each frame. */
  readonly delays: readonly number[];
  /** Of each frame, the indices of its pixels' colors. */
  readonly frames: readonly (readonly number[])[];
  readonly repeats: boolean;
}

/** Reads a GIF as its specification says, to see what a viewer would see. Throws where a viewer would give up. */
export function readGif(bytes: Buffer): DecodedGif {
  const version = bytes.toString('latin1', 0, 6);
  const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
  const colors = 2 ** (((bytes[10] ?? 0) & 7) + 1);
  const palette = bytes.subarray(13, 13 + 3 * colors);
  const delays: number[] = [];
  const frames: number[][] = [];
  let repeats = false;
  let at = 13 + 3 * colors;
  const blocks = (): Buffer => {
    const parts: Buffer[] = [];
    for (;;) {
      const length = bytes[at] ?? -1;
      if (length < 0) throw new Error('the file ends inside of a block');
      parts.push(bytes.subarray(at + 1, at + 1 + length));
      at += 1 + length;
      if (length === 0) return Buffer.concat(parts);
    }
  };
  for (;;) {
    const kind = bytes[at];
    if (kind === 0x3b) {
      if (at !== bytes.length - 1) throw new Error('something comes after the end');
      return { version, width, height, palette, delays, frames, repeats };
    }
    if (kind === 0x21) {
      const label = bytes[at + 1];
      at += 2;
      const data = blocks();
      if (label === 0xf9) delays.push(data.readUInt16LE(1));
      if (label === 0xff) repeats = data.toString('latin1', 0, 11) === 'NETSCAPE2.0' && data.readUInt16LE(12) === 0;
    } else if (kind === 0x2c) {
      at += 10;
      const colorBits = bytes[at] ?? 0;
      at += 1;
      frames.push(decompress(blocks(), colorBits));
    } else {
      throw new Error(`${kind} at ${at} is no block`);
    }
  }
}

/** The reader's side of LZW: it knows nothing of how the writer chose its codes. */
function decompress(data: Buffer, colorBits: number): number[] {
  const clear = 2 ** colorBits;
  const pixels: number[] = [];
  let table: number[][] = [];
  let bits = colorBits + 1;
  let previous: number[] | undefined;
  let position = 0;
  const reset = (): void => {
    table = Array.from({ length: clear + 2 }, (_, index) => [index]);
    bits = colorBits + 1;
    previous = undefined;
  };
  reset();
  for (;;) {
    let code = 0;
    for (let bit = 0; bit < bits; bit += 1, position += 1) {
      code |= (((data[position >> 3] ?? 0) >> (position & 7)) & 1) << bit;
    }
    if (position > data.length * 8) throw new Error('the data end before their end code');
    if (code === clear) {
      reset();
      continue;
    }
    if (code === clear + 1) return pixels;
    const known = table[code];
    if (known === undefined && (previous === undefined || code !== table.length))
      throw new Error(`code ${code} is unknown`);
    const entry = known ?? [...(previous ?? []), previous?.[0] ?? 0];
    for (const pixel of entry) pixels.push(pixel);
    if (previous !== undefined && table.length < 4096) table.push([...previous, entry[0] ?? 0]);
    if (table.length === 2 ** bits && bits < 12) bits += 1;
    previous = entry;
  }
}
