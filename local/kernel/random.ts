import { createHash } from 'node:crypto';

/** Chance that can be replayed: the same seed and the same name give the same numbers. */
export class Random {
  private counter = 0;

  constructor(readonly seed: string) {}

  /** An independent source that others' draws do not disturb. */
  fork(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  bytes(length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(
        createHash('sha256')
          .update(`${this.seed}#${this.counter++}`)
          .digest(),
      );
    }
    return Buffer.concat(blocks).subarray(0, length);
  }

  /** In [0, 1). */
  number(): number {
    return this.bytes(6).readUIntBE(0, 6) / 2 ** 48;
  }

  /** In [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.number() * bound);
  }

  uuid(): string {
    const bytes = this.bytes(16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** Letters and digits, for generated physical names. */
  alphanumeric(length: number, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'): string {
    return Array.from({ length }, () => alphabet[this.integer(alphabet.length)]).join('');
  }
}
