import { MAX_MESSAGE_ATTRIBUTES, MAXIMUM_MESSAGE_SIZE } from '../../model/limits/sqs';
import { sentBytes } from '../engine/dead-letter-entry';
import type { MessageAttribute, SendEntry } from '../engine/port';
import { isTraceHeader, isTraceparent, W3C_ATTRIBUTES } from './trace-context';

/**
 * Writes the current trace into `carrier`, as OpenTelemetry's propagators do: `traceparent` and `tracestate`, and
 * X-Ray's header as `X-Amzn-Trace-Id`. With OpenTelemetry: `(carrier) => propagation.inject(context.active(), carrier)`.
 */
export type InjectTrace = (carrier: Record<string, string>) => void;

const XRAY_HEADER = 'x-amzn-trace-id';

/** X-Ray's header of the invocation. Lambda sets the variable anew for each one. */
export const injectXrayHeader: InjectTrace = (carrier) => {
  const header = headerOfInvocation() ?? process.env['_X_AMZN_TRACE_ID'];
  if (header !== undefined) {
    carrier[XRAY_HEADER] = header;
  }
};

/** A trace, by the lower-case names of its headers. */
export type TraceCarrier = Readonly<Record<string, string | undefined>>;

/** What `inject` writes. Propagators write headers, whose case does not count. A trace that fails stops no message. */
export function traceCarrier(inject: InjectTrace): TraceCarrier {
  const carrier: Record<string, string> = {};
  try {
    inject(carrier);
  } catch {
    return {};
  }
  return Object.fromEntries(Object.entries(carrier).map(([name, value]) => [name.toLowerCase(), value]));
}

/**
 * The entry with the trace in it. What the sender gave stays. What is no trace, or does not fit into ten attributes and
 * 1 MiB, is left out: a message without its trace is better than none.
 */
export function withTrace(entry: SendEntry, carrier: TraceCarrier): SendEntry {
  const header = carrier[XRAY_HEADER];
  const traceHeader = entry.traceHeader ?? (header !== undefined && isTraceHeader(header) ? header : undefined);
  return { ...entry, traceHeader, messageAttributes: attributesOf(entry, carrier) };
}

function attributesOf({ body, messageAttributes }: SendEntry, carrier: TraceCarrier): SendEntry['messageAttributes'] {
  const { traceparent, tracestate } = carrier;
  if (traceparent === undefined || !isTraceparent(traceparent) || W3C_ATTRIBUTES.traceparent in messageAttributes) {
    return messageAttributes;
  }
  const withParent = { ...messageAttributes, [W3C_ATTRIBUTES.traceparent]: text(traceparent) };
  if (!fits(body, withParent)) {
    return messageAttributes;
  }
  const withState = tracestate ? { ...withParent, [W3C_ATTRIBUTES.tracestate]: text(tracestate) } : withParent;
  return fits(body, withState) ? withState : withParent;
}

function fits(body: string, messageAttributes: SendEntry['messageAttributes']): boolean {
  return (
    Object.keys(messageAttributes).length <= MAX_MESSAGE_ATTRIBUTES &&
    sentBytes({ body, messageAttributes }) <= MAXIMUM_MESSAGE_SIZE.max
  );
}

function text(stringValue: string): MessageAttribute {
  return { dataType: 'String', stringValue };
}

/** Where one environment runs several invocations at once, no variable can hold the trace of one of them. */
function headerOfInvocation(): string | undefined {
  const store = property(property(globalThis, 'awslambda'), 'InvokeStore');
  const read = property(store, 'getXRayTraceId');
  const header: unknown = typeof read === 'function' ? read.call(store) : undefined;
  return typeof header === 'string' ? header : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
