import { noSuchStream, streamExists } from './errors';
import { type Dropped, EventLog } from './event-log';
import { bytesOf } from './log-event';
import type { MetricFilter } from './metric-filter';

const DAY_MS = 86_400_000;

/** What a group may hold in memory. AWS has no such limit: beyond it, a group forgets its oldest events. */
export const MAX_GROUP_BYTES = 64 * 1024 * 1024;

/** Room is made for many events at once, not for each one. */
const BYTES_AFTER_DROP = MAX_GROUP_BYTES - MAX_GROUP_BYTES / 8;

export interface LogStream {
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  readonly log: EventLog;
  lastIngestion: number | undefined;
}

export interface LogGroupIdentity {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Without the trailing `:*`. */
  readonly arn: string;
  readonly created: number;
}

/** A log group with its streams and their events. */
export class LogGroup {
  readonly streams = new Map<string, LogStream>();
  /** By name. */
  readonly metricFilters = new Map<string, MetricFilter>();
  tags = new Map<string, string>();
  retentionInDays: number | undefined;
  private storedBytes = 0;
  private seq = 0;

  constructor(readonly identity: LogGroupIdentity) {}

  get bytes(): number {
    return this.storedBytes;
  }

  createStream(name: string, arn: string, now: number): void {
    if (this.streams.has(name)) throw streamExists();
    this.streams.set(name, { name, arn, created: now, log: new EventLog(), lastIngestion: undefined });
  }

  stream(name: string): LogStream {
    const stream = this.streams.get(name);
    if (stream === undefined) throw noSuchStream();
    return stream;
  }

  deleteStream(name: string): void {
    const { log } = this.stream(name);
    this.storedBytes -= log.dropWhile(() => true).bytes;
    this.streams.delete(name);
  }

  /** Stores events and returns what had to go for them. */
  put(
    stream: LogStream,
    events: readonly { readonly timestamp: number; readonly message: string }[],
    now: number,
  ): Dropped {
    for (const { timestamp, message } of events) {
      this.seq += 1;
      stream.log.insert({ timestamp, message, ingestionTime: now, seq: this.seq });
      this.storedBytes += bytesOf(message);
    }
    stream.lastIngestion = now;
    return this.storedBytes > MAX_GROUP_BYTES ? this.makeRoom() : { events: 0, bytes: 0 };
  }

  /** Events before this time have outlived the group's retention. */
  expiredBefore(now: number): number {
    return this.retentionInDays === undefined ? Number.NEGATIVE_INFINITY : now - this.retentionInDays * DAY_MS;
  }

  dropExpired(now: number): void {
    const limit = this.expiredBefore(now);
    for (const { log } of this.streams.values()) {
      this.storedBytes -= log.dropWhile(({ timestamp }) => timestamp < limit).bytes;
    }
  }

  /** When the oldest event outlives the retention; undefined when none ever will. */
  nextExpiry(): number | undefined {
    const oldest = this.streamsByAge()[0]?.log.first;
    if (this.retentionInDays === undefined || oldest === undefined) return undefined;
    return oldest.timestamp + this.retentionInDays * DAY_MS;
  }

  private makeRoom(): Dropped {
    const total = { events: 0, bytes: 0 };
    while (this.storedBytes > BYTES_AFTER_DROP) {
      const [oldest, next] = this.streamsByAge();
      if (oldest === undefined) break;
      const until = next?.log.first?.timestamp ?? Number.POSITIVE_INFINITY;
      const surplus = this.storedBytes - BYTES_AFTER_DROP;
      const dropped = oldest.log.dropWhile((event, bytes) => event.timestamp <= until && bytes < surplus);
      this.storedBytes -= dropped.bytes;
      total.events += dropped.events;
      total.bytes += dropped.bytes;
    }
    return total;
  }

  /** Streams that hold events, the one with the oldest event first. */
  private streamsByAge(): readonly LogStream[] {
    return Array.from(this.streams.values())
      .filter(({ log }) => log.size > 0)
      .sort((a, b) => (a.log.first?.timestamp ?? 0) - (b.log.first?.timestamp ?? 0));
  }
}
