import type { MetricStore } from './metric-store';
import { MINUTE_MS } from './series';
import type { MetricSources, QueueSample } from './sources';
import { statisticOfValue } from './statistics';

/** "Creating Amazon SQS metrics": a queue that nobody touched for six hours, and that is empty, reports nothing. */
const ACTIVE_MS = 6 * 60 * MINUTE_MS;

interface Seen {
  readonly sample: QueueSample;
  readonly lastActivity: number;
}

/** Turns what the queues offer into the metrics of `AWS/SQS`, a minute at a time. */
export class QueueMetrics {
  private seen = new Map<string, Seen>();

  constructor(
    private readonly sources: MetricSources,
    private readonly store: MetricStore,
  ) {}

  /** Remembers the counters, so that the first minute counts only what happened in it. */
  begin(now: number): void {
    for (const sample of this.sources.queues()) {
      this.seen.set(keyOf(sample), { sample, lastActivity: now });
    }
  }

  /** Records the minute that ends at `now`. */
  record(now: number): void {
    const seen = new Map<string, Seen>();
    for (const sample of this.sources.queues()) {
      const key = keyOf(sample);
      const before = this.seen.get(key);
      const lastActivity = isActive(sample, before?.sample) ? now : (before?.lastActivity ?? now);
      seen.set(key, { sample, lastActivity });
      if (now - lastActivity < ACTIVE_MS) this.recordQueue(sample, before?.sample, now - MINUTE_MS);
    }
    this.seen = seen;
  }

  private recordQueue(sample: QueueSample, before: QueueSample | undefined, minute: number): void {
    const record = (name: string, value: number, unit = 'Count') => {
      const identity = { namespace: 'AWS/SQS', name, dimensions: [{ name: 'QueueName', value: sample.name }] };
      this.store.add(sample, identity, unit, minute, statisticOfValue(value));
    };
    record('ApproximateNumberOfMessagesVisible', sample.visible);
    // "Available CloudWatch metrics for Amazon SQS": only while messages are in flight.
    if (sample.inFlight > 0) record('ApproximateNumberOfMessagesNotVisible', sample.inFlight);
    record('ApproximateNumberOfMessagesDelayed', sample.delayed);
    record('ApproximateAgeOfOldestMessage', sample.oldestAgeSeconds, 'Seconds');
    record('NumberOfMessagesSent', grown(sample.sent, before?.sent));
    record('NumberOfMessagesReceived', grown(sample.received, before?.received));
    record('NumberOfMessagesDeleted', grown(sample.deleted, before?.deleted));
    record('NumberOfEmptyReceives', grown(sample.emptyReceives, before?.emptyReceives));
  }
}

function isActive(sample: QueueSample, before: QueueSample | undefined): boolean {
  if (before === undefined || sample.visible + sample.inFlight + sample.delayed > 0) return true;
  return (
    sample.sent !== before.sent ||
    sample.received !== before.received ||
    sample.deleted !== before.deleted ||
    sample.emptyReceives !== before.emptyReceives
  );
}

/** A counter that is lower than before belongs to a queue that was deleted and created again. */
function grown(now: number, before = 0): number {
  return now >= before ? now - before : now;
}

function keyOf({ account, region, name }: QueueSample): string {
  return `${account}/${region}/${name}`;
}
