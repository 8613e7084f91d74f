import { Heap } from '../kernel/heap';

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly run: (now: number) => void;
}

/** What is to happen, by time; what falls on the same moment happens in the order in which it was noted. */
export class Agenda {
  private readonly heap = new Heap<Entry>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
  private noted = 0;
  private time: number;

  /** @param start milliseconds, as all times here */
  constructor(start: number) {
    this.time = start;
  }

  get now(): number {
    return this.time;
  }

  /** Nothing can happen in the past: an earlier time means at once. */
  at(time: number, run: (now: number) => void): void {
    this.noted += 1;
    this.heap.push({ at: Math.max(time, this.time), order: this.noted, run });
  }

  /** Lets everything happen up to and including `end`; `settled` is called after each single thing. */
  runUntil(end: number, settled: (now: number) => void): void {
    for (let next = this.heap.peek(); next !== undefined && next.at <= end; next = this.heap.peek()) {
      this.heap.pop();
      this.time = next.at;
      next.run(next.at);
      settled(next.at);
    }
    this.time = end;
    settled(end);
  }
}
