/** Chunks are split at twice this many keys, so that an insertion moves few of them. */
const CHUNK = 512;

/** S3 lists keys in the order of their UTF-8 bytes, which differs from JavaScript's where surrogates take part. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they come after U+E000 to U+FFFF. */
function rank(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Values by key, kept in order: look-up is constant, insertion, removal and seeking are logarithmic. */
export class KeyIndex<Value> {
  private readonly values = new Map<string, Value>();
  private readonly chunks: string[][] = [];

  get size(): number {
    return this.values.size;
  }

  get(key: string): Value | undefined {
    return this.values.get(key);
  }

  set(key: string, value: Value): void {
    if (!this.values.has(key)) this.insert(key);
    this.values.set(key, value);
  }

  delete(key: string): void {
    if (!this.values.delete(key)) return;
    const isBefore = (other: string): boolean => compareUtf8(other, key) < 0;
    const index = this.chunkOf(isBefore);
    const chunk = this.chunks[index] as string[];
    chunk.splice(partitionPoint(chunk, isBefore), 1);
    if (chunk.length === 0) this.chunks.splice(index, 1);
  }

  /** The keys in order, without those that `isBefore` holds for: it must hold for a beginning of the order only. */
  *keys(isBefore: (key: string) => boolean = () => false): Generator<string> {
    for (let index = this.chunkOf(isBefore); index < this.chunks.length; index += 1) {
      const chunk = this.chunks[index] as string[];
      for (let at = partitionPoint(chunk, isBefore); at < chunk.length; at += 1) yield chunk[at] as string;
    }
  }

  private insert(key: string): void {
    const isBefore = (other: string): boolean => compareUtf8(other, key) < 0;
    const index = Math.min(this.chunkOf(isBefore), Math.max(0, this.chunks.length - 1));
    const chunk = this.chunks[index];
    if (chunk === undefined) {
      this.chunks.push([key]);
      return;
    }
    chunk.splice(partitionPoint(chunk, isBefore), 0, key);
    if (chunk.length >= 2 * CHUNK) this.chunks.splice(index + 1, 0, chunk.splice(CHUNK));
  }

  /** The first chunk that holds a key which `isBefore` does not hold for. */
  private chunkOf(isBefore: (key: string) => boolean): number {
    return partitionPoint(this.chunks, (chunk) => isBefore(chunk.at(-1) as string));
  }
}

/** How many items at the beginning satisfy `isBefore`. */
function partitionPoint<Item>(items: readonly Item[], isBefore: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(items[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
