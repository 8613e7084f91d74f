const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Murmur3's finalizer: a bijection of 32-bit numbers in which every bit depends on every other. */
export function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function hex(word: number): string {
  return (
    (HEX[word >>> 24] as string) +
    (HEX[(word >>> 16) & 255] as string) +
    (HEX[(word >>> 8) & 255] as string) +
    (HEX[word & 255] as string)
  );
}

/**
 * Version 4 UUIDs as a function of a running number and a seed: cheap enough for every request and every message,
 * nothing is stored, and the same seed gives the same ids. The first word is a bijection of the number, so 2^32
 * numbers have different UUIDs.
 */
export class UuidSequence {
  private readonly keys: readonly [number, number, number, number];

  /** @param seed 16 bytes */
  constructor(seed: Buffer) {
    this.keys = [seed.readUInt32LE(0), seed.readUInt32LE(4), seed.readUInt32LE(8), seed.readUInt32LE(12)];
  }

  at(index: number): string {
    const high = Math.floor(index / 2 ** 32);
    const a = hex(this.word(0, index));
    const b = hex((this.word(1, index ^ high) & 0xffff0fff) | 0x4000);
    const c = hex(((this.word(2, index ^ high) & 0x3fffffff) | 0x80000000) >>> 0);
    const d = hex(this.word(3, index ^ high));
    return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
  }

  private word(lane: 0 | 1 | 2 | 3, index: number): number {
    return mix(this.keys[lane] ^ mix(index + Math.imul(lane, 0x9e3779b9)));
  }
}
