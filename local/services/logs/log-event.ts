import { LOG_EVENT_OVERHEAD_BYTES } from '../../../model/limits/logs';

/** A place in the order of a group's events: by time, and by arrival within the same millisecond. */
export interface Position {
  /** Milliseconds since 1970, as the writer says. */
  readonly timestamp: number;
  /** Counts a group's events, from 1. */
  readonly seq: number;
}

export interface LogEvent extends Position {
  readonly message: string;
  readonly ingestionTime: number;
}

export function comparePositions(a: Position, b: Position): number {
  return a.timestamp - b.timestamp || a.seq - b.seq;
}

/** What CloudWatch Logs counts for an event. */
export function bytesOf(message: string): number {
  return Buffer.byteLength(message) + LOG_EVENT_OVERHEAD_BYTES;
}

/** 56 digits, like the ids on AWS; their order is the order of the events. */
export function eventId({ timestamp, seq }: Position): string {
  return String(timestamp).padStart(20, '0') + String(seq).padStart(36, '0');
}

/** Undefined for a text that is no event's id. */
export function positionOf(id: string): Position | undefined {
  if (!/^\d{56}$/.test(id)) return undefined;
  return { timestamp: Number(id.slice(0, 20)), seq: Number(id.slice(20)) };
}
