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
 * Message ids as a function of a running number and the seed: nothing is stored per message, and the same seed
 * gives the same ids. The first word is a bijection of the number, so 2^32 messages have different ids.
 */
export class MessageIds {
  private last = 0;
  private readonly keys: readonly [number, number, number, number];

  /** @param seed 16 bytes */
  constructor(seed: Buffer) {
    this.keys = [seed.readUInt32LE(0), seed.readUInt32LE(4), seed.readUInt32LE(8), seed.readUInt32LE(12)];
  }

  nextSerial(): number {
    this.last += 1;
    return this.last;
  }

  /** A version 4 UUID, as SQS gives them. */
  messageId(serial: number): string {
    const high = Math.floor(serial / 2 ** 32);
    const a = hex(this.word(0, serial));
    const b = hex((this.word(1, serial ^ high) & 0xffff0fff) | 0x4000);
    const c = hex(((this.word(2, serial ^ high) & 0x3fffffff) | 0x80000000) >>> 0);
    const d = hex(this.word(3, serial ^ high));
    return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
  }

  /** A number that only this cloud can compute from the others, for receipt handles. */
  check(queue: number, serial: number, receive: number): number {
    const high = Math.floor(serial / 2 ** 32);
    return mix(mix(mix(mix(queue ^ this.keys[2]) ^ serial) ^ high ^ this.keys[3]) ^ receive ^ this.keys[1]);
  }

  private word(lane: 0 | 1 | 2 | 3, serial: number): number {
    return mix(this.keys[lane] ^ mix(serial + Math.imul(lane, 0x9e3779b9)));
  }
}
