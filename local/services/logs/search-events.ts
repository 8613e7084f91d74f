import { Heap } from '../../kernel/heap';
import { invalidToken } from './errors';
import type { FilterPattern } from './filter/filter-pattern';
import { bytesOf, comparePositions, eventId, type LogEvent, positionOf } from './log-event';
import type { LogStream } from './log-group';
import { MAX_PAGE_BYTES } from './read-events';

export interface Search {
  /** Milliseconds since 1970, both included. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly matches: FilterPattern;
  readonly token: string | undefined;
}

export interface Found {
  readonly stream: LogStream;
  readonly event: LogEvent;
}

interface Cursor {
  readonly stream: LogStream;
  event: LogEvent;
  index: number;
}

/** One page of what matches in several streams, in the order of time. */
export function searchEvents(
  streams: Iterable<LogStream>,
  search: Search,
): { readonly found: readonly Found[]; readonly nextToken: string | undefined } {
  const cursors = new Heap<Cursor>((a, b) => comparePositions(a.event, b.event) < 0);
  const after = search.token === undefined ? undefined : decode(search.token);
  for (const stream of streams) {
    const start = stream.log.firstFrom(search.from);
    const index = after === undefined ? start : Math.max(start, stream.log.firstAfter(after));
    const event = stream.log.at(index);
    if (event !== undefined) cursors.push({ stream, event, index });
  }
  const found: Found[] = [];
  let bytes = 0;
  for (let cursor = cursors.pop(); cursor !== undefined; cursor = cursors.pop()) {
    const { stream, event } = cursor;
    if (event.timestamp > search.to) break;
    if (search.matches(event.message)) {
      bytes += bytesOf(event.message);
      const last = found.at(-1)?.event;
      if (last !== undefined && (found.length >= search.limit || bytes > MAX_PAGE_BYTES)) {
        return { found, nextToken: encode(last) };
      }
      found.push({ stream, event });
    }
    const index = cursor.index + 1;
    const next = stream.log.at(index);
    if (next !== undefined) cursors.push({ stream, event: next, index });
  }
  return { found, nextToken: undefined };
}

function encode(event: LogEvent): string {
  return Buffer.from(`after:${eventId(event)}`).toString('base64url');
}

function decode(token: string) {
  const text = Buffer.from(token, 'base64url').toString();
  const position = text.startsWith('after:') ? positionOf(text.slice('after:'.length)) : undefined;
  if (position === undefined) throw invalidToken();
  return position;
}
