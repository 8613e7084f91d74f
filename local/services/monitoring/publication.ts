import type { MetricIdentity, MetricSink, MetricStore, Place } from './metric-store';
import type { MetricTiming } from './metric-timing';
import { MINUTE_MS } from './series';
import type { StatisticSet } from './statistics';

interface Waiting {
  readonly due: number;
  publish(): void;
}

/** Minutes that were recorded and cannot be seen yet. */
export class Publication implements MetricSink {
  /** In the order of time, for minutes are recorded in it. */
  private waiting: Waiting[] = [];

  constructor(
    private readonly store: MetricStore,
    private readonly timing: MetricTiming,
  ) {}

  add(place: Place, identity: MetricIdentity, unit: string, minute: number, set: StatisticSet): void {
    const due = minute + MINUTE_MS + this.timing.publicationSeconds * 1_000;
    this.waiting.push({ due, publish: () => this.store.add(place, identity, unit, minute, set) });
  }

  /** Puts into the store what can be seen at `now`. */
  publish(now: number): void {
    const first = this.waiting.findIndex(({ due }) => due > now);
    const due = this.waiting.splice(0, first === -1 ? this.waiting.length : first);
    for (const { publish } of due) publish();
  }
}
