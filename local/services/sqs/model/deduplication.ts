/** What a FIFO queue remembers of a message that it accepted, also after that message was deleted. */
export interface Accepted {
  readonly key: string;
  readonly serial: number;
  readonly order: number;
  readonly expiresAt: number;
  next: Accepted | undefined;
}

/** The deduplication window. Every entry lives equally long, so they expire in the order in which they came. */
export class Deduplication {
  private readonly entries = new Map<string, Accepted>();
  private oldest: Accepted | undefined;
  private newest: Accepted | undefined;

  constructor(private readonly interval: number) {}

  find(key: string): Accepted | undefined {
    return this.entries.get(key);
  }

  add(key: string, serial: number, order: number, now: number): void {
    const entry: Accepted = { key, serial, order, expiresAt: now + this.interval, next: undefined };
    this.entries.set(key, entry);
    if (this.newest === undefined) this.oldest = entry;
    else this.newest.next = entry;
    this.newest = entry;
  }

  /** When the next entry can be forgotten. */
  nextExpiry(): number {
    return this.oldest?.expiresAt ?? Number.POSITIVE_INFINITY;
  }

  advance(now: number): void {
    while (this.oldest !== undefined && this.oldest.expiresAt <= now) {
      this.entries.delete(this.oldest.key);
      this.oldest = this.oldest.next;
    }
    if (this.oldest === undefined) this.newest = undefined;
  }
}
