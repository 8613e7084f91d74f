import { receiveCountOf } from '../engine/message';
import { DUPLICATE, type Outcome } from '../engine/outcome';
import type { Settled } from '../engine/settlement';
import { traceIdOf, traceOf } from '../trace/trace-context';
import type { ConsumerLogger, LogFields } from './logger';
import type { RequestCounts } from './request-counts';

export interface ReportContext {
  /** Of the invocation; a worker has none. */
  readonly requestId?: string;
  /** When known, a failure says that it was the last receive before SQS moves the message. */
  readonly maxReceiveCount?: number;
  /** What the handler took. */
  readonly processingMs?: number;
}

/** What the summary line of an invocation holds. */
export interface Summary {
  readonly records: number;
  readonly completed: number;
  readonly retried: number;
  readonly deadLettered: number;
  readonly released: number;
  /** Completed messages with the note `duplicate`: there was nothing left to do. */
  readonly duplicates: number;
  /** Completed messages by their note. */
  readonly notes: Readonly<Record<string, number>>;
  /** Messages that are done but could not be deleted by the handler; Lambda deletes them after the response. */
  readonly undeleted: number;
  readonly requests: RequestCounts;
  readonly durationMs: number;
}

/** Writes the one line that says what became of a message. */
export function logOutcome(logger: ConsumerLogger, settled: Settled, context: ReportContext): void {
  const { message, outcome } = settled;
  const receiveCount = receiveCountOf(message);
  const traceId = traceIdOf(traceOf(message));
  const fields: LogFields = {
    messageId: message.messageId,
    receiveCount,
    outcome: outcome.kind,
    ...detailsOf(outcome),
    ...(context.processingMs === undefined ? {} : { processingMs: context.processingMs }),
    ...(settled.delaySeconds === undefined ? {} : { visibleInSeconds: settled.delaySeconds }),
    ...(settled.problem === undefined ? {} : { problem: settled.problem }),
    ...(outcome.kind === 'retry' && context.maxReceiveCount !== undefined && receiveCount >= context.maxReceiveCount
      ? { lastReceive: true }
      : {}),
    ...(context.requestId === undefined ? {} : { requestId: context.requestId }),
    ...(traceId === undefined ? {} : { traceId }),
  };
  logger[levelOf(settled)](TEXTS[outcome.kind], fields);
}

/** Writes the one line that says how an invocation went. */
export function logSummary(logger: ConsumerLogger, summary: Summary, context: ReportContext): void {
  logger.info('batch done', { ...summary, requestId: context.requestId });
}

export function summarize(all: readonly Settled[], requests: RequestCounts, durationMs: number): Summary {
  const count = (kind: Outcome['kind']) => all.filter(({ outcome }) => outcome.kind === kind).length;
  const notes: Record<string, number> = {};
  for (const { outcome } of all) {
    if (outcome.kind === 'ack' && outcome.note !== undefined) {
      notes[outcome.note] = (notes[outcome.note] ?? 0) + 1;
    }
  }
  return {
    records: all.length,
    completed: count('ack'),
    retried: count('retry'),
    deadLettered: count('deadLetter'),
    released: count('release'),
    duplicates: notes[DUPLICATE] ?? 0,
    notes,
    undeleted: all.filter(({ undeleted }) => undeleted === true).length,
    requests: { ...requests },
    durationMs,
  };
}

const TEXTS: Readonly<Record<Outcome['kind'], string>> = {
  ack: 'message completed',
  retry: 'message failed, to be retried',
  deadLetter: 'message sent to the dead-letter queue',
  release: 'message given back',
};

function levelOf({ outcome, problem }: Settled): keyof ConsumerLogger {
  if (outcome.kind === 'deadLetter') {
    return 'error';
  }
  return outcome.kind === 'retry' || problem !== undefined ? 'warn' : 'info';
}

function detailsOf(outcome: Outcome): LogFields {
  if (outcome.kind === 'ack') {
    return outcome.note === undefined ? {} : { note: outcome.note };
  }
  const error = 'error' in outcome && outcome.error instanceof Error ? { error: outcome.error } : {};
  return { reason: outcome.reason, ...error };
}
