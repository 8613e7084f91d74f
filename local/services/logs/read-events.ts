import { invalidToken } from './errors';
import type { EventLog } from './event-log';
import { bytesOf, eventId, type LogEvent, type Position, positionOf } from './log-event';

/** "GetLogEvents" and "FilterLogEvents", API Reference: a page holds as much as fits into 1 MB. */
export const MAX_PAGE_BYTES = 1024 * 1024;

export interface Reading {
  /** Milliseconds since 1970, this one included. */
  readonly from: number;
  /** This one not included. */
  readonly to: number;
  readonly limit: number;
  readonly fromHead: boolean;
  /** `f/ID/s` or `b/ID/s`. */
  readonly token: string | undefined;
}

export interface ReadPage {
  readonly events: readonly LogEvent[];
  readonly forward: string;
  readonly backward: string;
}

/** One page of a stream. At either end the token that led there comes back, which is how a reader knows. */
export function readEvents(log: EventLog, reading: Reading): ReadPage {
  const token = reading.token === undefined ? undefined : parseToken(reading.token);
  const low = log.firstFrom(reading.from);
  const high = Math.max(low, log.firstFrom(reading.to));
  const clamp = (index: number) => Math.min(Math.max(index, low), high);
  const forwards = token === undefined ? reading.fromHead : token.forwards;
  const events = forwards
    ? pageForwards(log, token === undefined ? low : clamp(log.firstAfter(token.position)), high, reading.limit)
    : pageBackwards(log, low, token === undefined ? high : clamp(log.firstAt(token.position)), reading.limit);
  const nowhere = token?.position ?? { timestamp: Math.max(0, reading.from), seq: 0 };
  return {
    events,
    forward: `f/${eventId(events.at(-1) ?? nowhere)}/s`,
    backward: `b/${eventId(events[0] ?? nowhere)}/s`,
  };
}

function pageForwards(log: EventLog, from: number, high: number, limit: number): readonly LogEvent[] {
  let to = from;
  for (let bytes = 0; to < high && to - from < limit; to++) {
    bytes += bytesOf(log.at(to)?.message ?? '');
    if (bytes > MAX_PAGE_BYTES && to > from) break;
  }
  return log.slice(from, to);
}

function pageBackwards(log: EventLog, low: number, to: number, limit: number): readonly LogEvent[] {
  let from = to;
  for (let bytes = 0; from > low && to - from < limit; from--) {
    bytes += bytesOf(log.at(from - 1)?.message ?? '');
    if (bytes > MAX_PAGE_BYTES && from < to) break;
  }
  return log.slice(from, to);
}

function parseToken(token: string): { readonly forwards: boolean; readonly position: Position } {
  const match = /^([fb])\/(\d{56})\/s$/.exec(token);
  const position = positionOf(match?.[2] ?? '');
  if (match === null || position === undefined) throw invalidToken();
  return { forwards: match[1] === 'f', position };
}
