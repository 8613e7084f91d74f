import type { QueueMessage } from '../engine/port';

/**
 * Where a message comes from, in the words of X-Ray and of W3C's "Trace Context". What OpenTelemetry's
 * `propagation.extract` takes as a carrier.
 */
export interface TraceContext {
  /** X-Ray's header, SQS's system attribute `AWSTraceHeader`: `Root=1-...;Parent=...;Sampled=1`. */
  readonly traceHeader?: string;
  /** W3C's `version-traceid-parentid-flags`, a message attribute. */
  readonly traceparent?: string;
  /** What vendors add to `traceparent`, a message attribute. */
  readonly tracestate?: string;
}

export const W3C_ATTRIBUTES = { traceparent: 'traceparent', tracestate: 'tracestate' } as const;

const TRACEPARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/;
/** "Tracing header" in "AWS X-Ray concepts": the root is a version, a time and 96 bits. */
const TRACE_ROOT = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})\s*(?:;|$)/i;

export function traceOf({ attributes, messageAttributes }: QueueMessage): TraceContext {
  const traceHeader = attributes['AWSTraceHeader'];
  const traceparent = messageAttributes[W3C_ATTRIBUTES.traceparent]?.stringValue;
  const tracestate = messageAttributes[W3C_ATTRIBUTES.tracestate]?.stringValue;
  return {
    ...(traceHeader === undefined ? {} : { traceHeader }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(tracestate === undefined ? {} : { tracestate }),
  };
}

/**
 * The id to look for. W3C's goes first: a producer sends it only where it was set up to, while a Lambda function has
 * X-Ray's header even when nobody traces it.
 */
export function traceIdOf({ traceparent = '', traceHeader = '' }: TraceContext): string | undefined {
  return TRACEPARENT.exec(traceparent)?.[1] ?? TRACE_ROOT.exec(traceHeader)?.[1];
}

export function isTraceparent(text: string): boolean {
  return TRACEPARENT.test(text);
}

export function isTraceHeader(text: string): boolean {
  return TRACE_ROOT.test(text);
}
