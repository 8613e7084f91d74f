import type { InputLogEvent, RejectedLogEventsInfo } from '@aws-sdk/client-cloudwatch-logs';
import { LOG_EVENTS, MAX_LOG_BATCH_BYTES, MAX_LOG_EVENT_BYTES } from '../../../model/limits/logs';
import { invalidParameter } from './errors';
import { bytesOf } from './log-event';
import { refuse } from './names';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** "PutLogEvents", API Reference: how far from now an event's time may lie. */
const MAX_AGE_MS = 14 * DAY_MS;
const MAX_AHEAD_MS = 2 * HOUR_MS;
const MAX_SPAN_MS = DAY_MS;

export interface AcceptedEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** Checks a batch as a whole: what breaks these rules is refused altogether. */
export function checkBatch(input: readonly InputLogEvent[] | undefined): readonly AcceptedEvent[] {
  const given = input ?? [];
  if (given.length < LOG_EVENTS.min) {
    throw refuse('logEvents', '[]', `have length greater than or equal to ${LOG_EVENTS.min}`);
  }
  if (given.length > LOG_EVENTS.max) {
    throw refuse('logEvents', `${given.length} events`, `have length less than or equal to ${LOG_EVENTS.max}`);
  }
  const events = given.map(({ timestamp, message }, index) => {
    const member = `logEvents.${index + 1}.member`;
    if (timestamp === undefined) throw refuse(`${member}.timestamp`, timestamp, 'not be null');
    if (timestamp < 0) throw refuse(`${member}.timestamp`, timestamp, 'have value greater than or equal to 0');
    if (!message) throw refuse(`${member}.message`, message, 'have length greater than or equal to 1');
    return { timestamp, message };
  });
  checkBytes(events);
  checkOrder(events);
  return events;
}

/** Leaves out the events whose time CloudWatch Logs does not take, and says which. */
export function acceptByTime(
  events: readonly AcceptedEvent[],
  now: number,
  expiredBefore: number,
): { readonly accepted: readonly AcceptedEvent[]; readonly rejected: RejectedLogEventsInfo | undefined } {
  const firstAtOrAfter = (time: number) => {
    const index = events.findIndex(({ timestamp }) => timestamp >= time);
    return index === -1 ? events.length : index;
  };
  const tooOldEnd = firstAtOrAfter(now - MAX_AGE_MS);
  const expiredEnd = firstAtOrAfter(expiredBefore);
  const tooNewStart = firstAtOrAfter(now + MAX_AHEAD_MS + 1);
  const start = Math.max(tooOldEnd, expiredEnd);
  const accepted = events.slice(start, tooNewStart);
  if (accepted.length === events.length) return { accepted, rejected: undefined };
  return {
    accepted,
    rejected: {
      tooOldLogEventEndIndex: tooOldEnd > 0 ? tooOldEnd : undefined,
      expiredLogEventEndIndex: expiredEnd > 0 ? expiredEnd : undefined,
      tooNewLogEventStartIndex: tooNewStart < events.length ? tooNewStart : undefined,
    },
  };
}

function checkBytes(events: readonly AcceptedEvent[]): void {
  let total = 0;
  for (const { message } of events) {
    const bytes = bytesOf(message);
    if (bytes > MAX_LOG_EVENT_BYTES) {
      throw invalidParameter(`Log event too large: ${bytes} bytes exceeds limit of ${MAX_LOG_EVENT_BYTES}`);
    }
    total += bytes;
  }
  if (total > MAX_LOG_BATCH_BYTES) {
    throw invalidParameter(`Upload too large: ${total} bytes exceeds limit of ${MAX_LOG_BATCH_BYTES}`);
  }
}

function checkOrder(events: readonly AcceptedEvent[]): void {
  let previous = 0;
  for (const { timestamp } of events) {
    if (timestamp < previous) {
      throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
    }
    previous = timestamp;
  }
  if (previous - (events[0]?.timestamp ?? 0) > MAX_SPAN_MS) {
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
}
