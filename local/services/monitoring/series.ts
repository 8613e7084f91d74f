import { merge, type StatisticSet } from './statistics';

export const MINUTE_MS = 60_000;

/** "Metrics retention", Amazon CloudWatch User Guide: one-minute values are kept for 15 days. */
export const RETENTION_MS = 15 * 24 * 60 * MINUTE_MS;
/** "PutMetricData", API Reference: how far ahead of now a value's time may lie. */
export const MAX_AHEAD_MS = 120 * MINUTE_MS;

const MAX_MINUTES = RETENTION_MS / MINUTE_MS;

/** Minute, sum, count, minimum, maximum. */
const FIELDS = 5;

/** One metric's values by the minute, in a ring that grows to 15 days and no further. */
export class Series {
  private ring = new Float64Array(16 * FIELDS);
  private head = 0;
  private size = 0;

  /** Milliseconds since 1970 of the latest minute that has a value. */
  get latest(): number | undefined {
    return this.size === 0 ? undefined : this.minuteAt(this.size - 1) * MINUTE_MS;
  }

  add(time: number, set: StatisticSet): void {
    const minute = Math.floor(time / MINUTE_MS);
    const index = this.firstFrom(minute);
    if (index < this.size && this.minuteAt(index) === minute) {
      this.write(index, minute, merge(this.read(index), set));
      return;
    }
    if (this.size === MAX_MINUTES) {
      // Older than everything that is kept: there is no room for it.
      if (index === 0) return;
      this.dropOldest();
      this.insert(index - 1, minute, set);
      return;
    }
    this.insert(index, minute, set);
  }

  /** All values from `from` up to but not including `to`, together. */
  between(from: number, to: number): StatisticSet | undefined {
    const end = Math.ceil(to / MINUTE_MS);
    let result: StatisticSet | undefined;
    for (let index = this.firstFrom(Math.ceil(from / MINUTE_MS)); index < this.size; index++) {
      if (this.minuteAt(index) >= end) break;
      result = merge(result, this.read(index));
    }
    return result;
  }

  private get capacity(): number {
    return this.ring.length / FIELDS;
  }

  private insert(index: number, minute: number, set: StatisticSet): void {
    if (this.size === this.capacity) this.grow();
    this.size += 1;
    // Values nearly always come in the order of time; a late one moves those after it.
    for (let at = this.size - 1; at > index; at--) this.write(at, this.minuteAt(at - 1), this.read(at - 1));
    this.write(index, minute, set);
  }

  private dropOldest(): void {
    this.head = (this.head + 1) % this.capacity;
    this.size -= 1;
  }

  private grow(): void {
    const larger = new Float64Array(Math.min(this.capacity * 2, MAX_MINUTES) * FIELDS);
    const atEnd = this.ring.subarray(this.head * FIELDS);
    larger.set(atEnd);
    larger.set(this.ring.subarray(0, this.head * FIELDS), atEnd.length);
    this.ring = larger;
    this.head = 0;
  }

  private firstFrom(minute: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.minuteAt(middle) >= minute) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private offset(index: number): number {
    return ((this.head + index) % this.capacity) * FIELDS;
  }

  private minuteAt(index: number): number {
    return this.ring[this.offset(index)] ?? 0;
  }

  private read(index: number): StatisticSet {
    const { ring } = this;
    const offset = this.offset(index);
    return {
      sum: ring[offset + 1] ?? 0,
      count: ring[offset + 2] ?? 0,
      min: ring[offset + 3] ?? 0,
      max: ring[offset + 4] ?? 0,
    };
  }

  private write(index: number, minute: number, { sum, count, min, max }: StatisticSet): void {
    this.ring.set([minute, sum, count, min, max], this.offset(index));
  }
}
