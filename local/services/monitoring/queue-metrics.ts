import type { MetricSink } from './metric-store';
import { DEFAULT_TIMING, type MetricTiming } from './metric-timing';
import { MINUTE_MS } from './series';
import type { MetricSources, QueueSample } from './sources';
import { statisticOfValue } from './statistics';

/** "Creating Amazon SQS metrics": a queue that nobody touched for six hours, and that is empty, reports nothing. */
const ACTIVE_MS = 6 * 60 * MINUTE_MS;

interface Seen {
  readonly sample: QueueSample;
  readonly lastActivity: number;
  /** Before it nothing is reported: a queue that was inactive takes its time. */
  readonly reportsFrom: number;
}

/** Turns what the queues offer into the metrics of `AWS/SQS`, a minute at a time. */
export class QueueMetrics {
  private seen = new Map<string, Seen>();

  constructor(
    private readonly sources: Pick<MetricSources, 'queues'>,
    private readonly sink: MetricSink,
    private readonly timing: MetricTiming = DEFAULT_TIMING,
  ) {}

  /** Remembers the counters, so that the first minute counts only what happened in it. */
  begin(now: number): void {
    for (const sample of this.sources.queues()) {
      this.seen.set(keyOf(sample), { sample, lastActivity: now, reportsFrom: now });
    }
  }

  /** Records the minute that ends at `now`. */
  record(now: number): void {
    const seen = new Map<string, Seen>();
    for (const sample of this.sources.queues()) {
      const key = keyOf(sample);
      const before = this.seen.get(key);
      const active = isActive(sample, before?.sample);
      const lastActivity = active ? now : (before?.lastActivity ?? now);
      const wasInactive = before !== undefined && now - MINUTE_MS - before.lastActivity >= ACTIVE_MS;
      const reportsFrom =
        active && wasInactive ? now + this.timing.activationSeconds * 1_000 : (before?.reportsFrom ?? now);
      seen.set(key, { sample, lastActivity, reportsFrom });
      if (now - lastActivity < ACTIVE_MS && now >= reportsFrom) {
        this.recordQueue(sample, before?.sample, now - MINUTE_MS);
      }
    }
    this.seen = seen;
  }

  private recordQueue(sample: QueueSample, before: QueueSample | undefined, minute: number): void {
    const record = (name: string, value: number, unit = 'Count') => {
      const identity = { namespace: 'AWS/SQS', name, dimensions: [{ name: 'QueueName', value: sample.name }] };
      this.sink.add(sample, identity, unit, minute, statisticOfValue(value));
    };
    const recordIfAny = (name: string, value: number) => {
      if (value > 0) record(name, value);
    };
    // "Available CloudWatch metrics for Amazon SQS", reporting behavior: only the first is there while nothing happens.
    record('ApproximateNumberOfMessagesVisible', sample.visible);
    recordIfAny('ApproximateNumberOfMessagesNotVisible', sample.inFlight);
    recordIfAny('ApproximateNumberOfMessagesDelayed', sample.delayed);
    if (messagesIn(sample) > 0) record('ApproximateAgeOfOldestMessage', sample.oldestAgeSeconds, 'Seconds');
    recordIfAny('NumberOfMessagesSent', grown(sample.sent, before?.sent));
    recordIfAny('NumberOfMessagesDeleted', grown(sample.deleted, before?.deleted));
    const received = grown(sample.received, before?.received);
    const emptyReceives = grown(sample.emptyReceives, before?.emptyReceives);
    if (received + emptyReceives === 0) return;
    record('NumberOfMessagesReceived', received);
    record('NumberOfEmptyReceives', emptyReceives);
  }
}

function isActive(sample: QueueSample, before: QueueSample | undefined): boolean {
  if (before === undefined || messagesIn(sample) > 0) return true;
  return (
    sample.sent !== before.sent ||
    sample.received !== before.received ||
    sample.deleted !== before.deleted ||
    sample.emptyReceives !== before.emptyReceives
  );
}

function messagesIn({ visible, inFlight, delayed }: QueueSample): number {
  return visible + inFlight + delayed;
}

/** A counter that is lower than before belongs to a queue that was deleted and created again. */
function grown(now: number, before = 0): number {
  return now >= before ? now - before : now;
}

function keyOf({ account, region, name }: QueueSample): string {
  return `${account}/${region}/${name}`;
}
