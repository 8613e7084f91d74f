import { bytesOf, comparePositions, type LogEvent, type Position } from './log-event';

export interface Dropped {
  readonly events: number;
  readonly bytes: number;
}

/** One stream's events in the order of their positions. The oldest can be dropped cheaply. */
export class EventLog {
  private readonly events: LogEvent[] = [];
  /** Events before this index are dropped already. */
  private start = 0;

  get size(): number {
    return this.events.length - this.start;
  }

  get first(): LogEvent | undefined {
    return this.events[this.start];
  }

  get last(): LogEvent | undefined {
    return this.size === 0 ? undefined : this.events.at(-1);
  }

  at(index: number): LogEvent | undefined {
    return this.events[this.start + index];
  }

  slice(from: number, to: number): readonly LogEvent[] {
    return this.events.slice(this.start + from, this.start + to);
  }

  insert(event: LogEvent): void {
    const last = this.last;
    if (last === undefined || comparePositions(last, event) < 0) this.events.push(event);
    else this.events.splice(this.start + this.firstAfter(event), 0, event);
  }

  /** Index of the first event at `timestamp` or later. */
  firstFrom(timestamp: number): number {
    return this.search((event) => event.timestamp >= timestamp);
  }

  /** Index of the first event at this position or later. */
  firstAt(position: Position): number {
    return this.search((event) => comparePositions(event, position) >= 0);
  }

  /** Index of the first event later than this position. */
  firstAfter(position: Position): number {
    return this.search((event) => comparePositions(event, position) > 0);
  }

  /** Drops events from the oldest on, as long as `dropsIt` says so. */
  dropWhile(dropsIt: (event: LogEvent, droppedBytes: number) => boolean): Dropped {
    let bytes = 0;
    let events = 0;
    for (let event = this.first; event !== undefined && dropsIt(event, bytes); event = this.first) {
      bytes += bytesOf(event.message);
      events += 1;
      this.start += 1;
      // What lies before `start` is garbage: it goes when it is the larger part.
      if (this.start * 2 > this.events.length) {
        this.events.splice(0, this.start);
        this.start = 0;
      }
    }
    return { events, bytes };
  }

  private search(isAtOrAfter: (event: LogEvent) => boolean): number {
    let low = this.start;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAtOrAfter(this.events[middle] as LogEvent)) high = middle;
      else low = middle + 1;
    }
    return low - this.start;
  }
}
