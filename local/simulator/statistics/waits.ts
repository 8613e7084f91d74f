import { FATE, type Ledger } from './ledger';

/** Seconds from the sending of a message until the work that completed it began. */
export interface Waits {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Share of the messages that waited longer than is acceptable. */
  readonly lateShare: number;
  /** Seconds beyond the acceptable, all messages together. */
  readonly lateSeconds: number;
}

/**
 * One number for each message that was done, and for each that nobody has done by the end: until then. What was
 * dead-lettered has no work that completed it, and stays out.
 */
export function waitsOf(ledger: Ledger, end: number): Float64Array {
  const waits: number[] = [];
  for (let index = 0; index < ledger.sent; index += 1) {
    const until = waitEnd(ledger, index, end);
    if (until !== undefined) waits.push((until - (ledger.sentAt[index] ?? 0)) / 1000);
  }
  return Float64Array.from(waits);
}

/** Undefined for a message that does not count. */
export function waitEnd(ledger: Ledger, index: number, end: number): number | undefined {
  const fate = ledger.fate[index];
  if (fate === FATE.done) return ledger.beganAt[index];
  return fate === FATE.deadLettered ? undefined : Math.min(ledger.leftAt[index] || end, end);
}

/** @param acceptable seconds */
export function summarizeWaits(waits: Float64Array, acceptable: number): Waits {
  const sorted = waits.slice().sort();
  const count = sorted.length;
  let sum = 0;
  let late = 0;
  let lateSeconds = 0;
  for (const wait of sorted) {
    sum += wait;
    if (wait <= acceptable) continue;
    late += 1;
    lateSeconds += wait - acceptable;
  }
  return {
    count,
    mean: count === 0 ? 0 : sum / count,
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    max: sorted[count - 1] ?? 0,
    lateShare: count === 0 ? 0 : late / count,
    lateSeconds,
  };
}

/** The smallest value that at least this share of all values does not exceed; 0 of none. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? 0;
}

/** For a picture: between each two moments, given in seconds from `begin`, the longest wait of what was sent there. */
export function longestWaits(
  ledger: Ledger,
  moments: readonly { readonly at: number }[],
  begin: number,
  end: number,
): ReadonlyArray<readonly [at: number, wait: number]> {
  const longest = moments.map(({ at }): [number, number] => [at, 0]);
  let column = 0;
  for (let index = 0; index < ledger.sent; index += 1) {
    const sentAt = ledger.sentAt[index] ?? 0;
    const until = waitEnd(ledger, index, end);
    if (until === undefined) continue;
    while (column + 1 < longest.length && begin + (longest[column]?.[0] ?? 0) * 1000 < sentAt) column += 1;
    const point = longest[column];
    if (point !== undefined) point[1] = Math.max(point[1], (until - sentAt) / 1000);
  }
  return longest;
}
