/** Codes have up to twelve bits. */
const MAX_CODES = 4096;

/**
 * LZW as GIF has it: codes grow from `colorBits + 1` to 12 bits, the lowest bit first; a full table is cleared.
 *
 * @param pixels each below `2 ** colorBits`
 */
export function compress(pixels: Uint8Array, colorBits: number): Uint8Array {
  const clear = 2 ** colorBits;
  const end = clear + 1;
  const output = new BitWriter(pixels.length);
  let table = new Map<number, number>();
  let next = end + 1;
  let bits = colorBits + 1;
  output.write(clear, bits);
  let prefix = pixels[0] ?? 0;
  for (let at = 1; at < pixels.length; at += 1) {
    const pixel = pixels[at] ?? 0;
    const key = (prefix << 8) | pixel;
    const code = table.get(key);
    if (code !== undefined) {
      prefix = code;
      continue;
    }
    output.write(prefix, bits);
    if (next < MAX_CODES) {
      table.set(key, next);
      // The reader learns a code one step later, so it is the code before that may need another bit.
      if (next === 2 ** bits) bits += 1;
      next += 1;
    } else {
      output.write(clear, bits);
      table = new Map();
      next = end + 1;
      bits = colorBits + 1;
    }
    prefix = pixel;
  }
  if (pixels.length > 0) output.write(prefix, bits);
  output.write(end, bits);
  return output.end();
}

class BitWriter {
  private bytes: Uint8Array;
  private length = 0;
  private pending = 0;
  private count = 0;

  constructor(expected: number) {
    this.bytes = new Uint8Array(expected + 16);
  }

  write(code: number, bits: number): void {
    this.pending |= code << this.count;
    this.count += bits;
    while (this.count >= 8) {
      this.push(this.pending & 0xff);
      this.pending >>>= 8;
      this.count -= 8;
    }
  }

  end(): Uint8Array {
    if (this.count > 0) this.push(this.pending & 0xff);
    return this.bytes.subarray(0, this.length);
  }

  private push(byte: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length] = byte;
    this.length += 1;
  }
}
