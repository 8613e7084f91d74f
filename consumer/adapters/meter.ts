import { parseArn } from '../../model/arn';
import { CONSUMER_METRICS, type MetricUnit, QUEUE_DIMENSION } from '../../model/consumer-metrics';
import type { SignalSource } from '../engine/message';
import { DUPLICATE, type Outcome } from '../engine/outcome';
import type { Clock, QueueMessage } from '../engine/port';
import type { Settled } from '../engine/settlement';
import { reasonOf } from '../errors';
import type { ConsumerLogger } from './logger';

/** What a consumer measures with. A `Metrics` of Powertools is one. */
export interface ConsumerMetrics {
  addMetric(name: string, unit: MetricUnit, value: number): unknown;
  addDimensions(dimensions: Record<string, string>): unknown;
  hasStoredMetrics(): boolean;
  publishStoredMetrics(): unknown;
}

export interface MeterOptions {
  readonly clock: Clock;
  /** Undefined: nothing is published. */
  readonly metrics?: ConsumerMetrics;
  readonly queueArns: readonly string[];
  readonly logger: () => ConsumerLogger;
  /** Since the beginning. */
  readonly totals: () => { readonly requests: number; readonly leasesLost: number };
}

/** EMF takes 100 values of a metric in a line, and Powertools ends the line at the hundredth. */
const MAX_VALUES = 99;

/**
 * Measures what becomes of messages: those of one invocation, or of a worker since it last published. Nothing of it is
 * kept in `metrics` from one call to the next, so that batches that share an environment do not share their numbers.
 */
export class Meter {
  private outcomes: Record<Outcome['kind'], number> = { ack: 0, retry: 0, deadLetter: 0, release: 0 };
  private duplicates = 0;
  private undeleted = 0;
  private ages: number[] = [];
  private durations: number[] = [];
  private published = { requests: 0, leasesLost: 0 };

  constructor(private readonly options: MeterOptions) {}

  /** Measures the handling of a message, until it ends or is told to stop. */
  async measure<Result>(message: QueueMessage, source: SignalSource, handle: () => Promise<Result>): Promise<Result> {
    const { clock, metrics } = this.options;
    if (metrics === undefined) {
      return handle();
    }
    const { signal } = source;
    const begun = clock.now();
    const sent = Number(message.attributes['SentTimestamp'] ?? begun);
    this.ages.push(Math.max(0, begun - sent));
    let ended = false;
    const end = () => {
      if (!ended) {
        ended = true;
        signal.removeEventListener('abort', end);
        this.durations.push(Math.max(0, clock.now() - begun));
      }
    };
    signal.addEventListener('abort', end);
    try {
      return await handle();
    } finally {
      end();
    }
  }

  settled({ outcome, undeleted }: Settled): void {
    this.outcomes[outcome.kind] += 1;
    this.duplicates += outcome.kind === 'ack' && outcome.note === DUPLICATE ? 1 : 0;
    this.undeleted += undeleted === true ? 1 : 0;
  }

  /** Publishes, and begins anew. It never throws: a metric that is refused must not fail a batch. */
  publish(): void {
    const { metrics, logger, queueArns } = this.options;
    const values = this.take();
    if (metrics === undefined) {
      return;
    }
    try {
      // What the handlers have added is a line of its own: it does not have the queue as its dimension.
      if (metrics.hasStoredMetrics()) {
        metrics.publishStoredMetrics();
      }
      const names = queueArns.map((arn) => parseArn(arn)?.resource ?? arn);
      metrics.addDimensions({ [QUEUE_DIMENSION]: names.join(' ') });
      for (const [metric, samples] of values) {
        for (const value of samples) {
          metrics.addMetric(CONSUMER_METRICS[metric].name, CONSUMER_METRICS[metric].unit, value);
        }
      }
      metrics.publishStoredMetrics();
    } catch (error) {
      logger().warn('metrics were not published', { reason: reasonOf(error) });
    }
  }

  private take(): ReadonlyArray<readonly [keyof typeof CONSUMER_METRICS, readonly number[]]> {
    const { ack, retry, deadLetter, release } = this.outcomes;
    const { ages, durations, duplicates, undeleted } = this;
    const totals = this.options.totals();
    const requests = totals.requests - this.published.requests;
    const leasesLost = totals.leasesLost - this.published.leasesLost;
    const done = ack + deadLetter;
    this.outcomes = { ack: 0, retry: 0, deadLetter: 0, release: 0 };
    [this.duplicates, this.undeleted, this.ages, this.durations, this.published] = [0, 0, [], [], totals];
    return [
      ['received', [ack + retry + deadLetter + release]],
      ['succeeded', [ack]],
      ['retried', [retry]],
      ['deadLettered', [deadLetter]],
      ['released', [release]],
      ['duplicates', [duplicates]],
      ['undeleted', [undeleted]],
      ['leasesLost', [leasesLost]],
      ['requests', [requests]],
      ['requestsPerMessage', done === 0 ? [] : [requests / done]],
      ['handled', [durations.length]],
      ['busyTime', [durations.reduce((sum, duration) => sum + duration, 0)]],
      ['processingTime', representatives(durations)],
      ['messageAge', representatives(ages)],
    ];
  }
}

/** As many as a line may have: each stands for an equal share of the sorted values, so that percentiles stay. */
function representatives(values: readonly number[]): readonly number[] {
  if (values.length <= MAX_VALUES) {
    return values;
  }
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from(
    { length: MAX_VALUES },
    (_, index) => sorted[Math.floor(((index + 0.5) * sorted.length) / MAX_VALUES)] as number,
  );
}
