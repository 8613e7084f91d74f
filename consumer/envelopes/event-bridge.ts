import { MalformedBodyError } from '../errors';
import type { Envelope } from './envelope';
import { parseObject } from './parse-object';

/** An event as a rule sends it to a queue. "AWS service event metadata", Amazon EventBridge User Guide. */
export interface EventBridgeEvent {
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly account: string;
  /** ISO 8601. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** A rule sends its events to the queue: the payload is the `detail`, which `consume`'s `schema` types. */
export function eventBridge(): Envelope<unknown> {
  return { open: (body) => ({ payloads: [eventOf(body).detail] }) };
}

/** As {@link eventBridge}, with the whole event as the payload: for handlers that look at its source or type. */
export function eventBridgeEvent(): Envelope<EventBridgeEvent> {
  return { open: (body) => ({ payloads: [eventOf(body)] }) };
}

const KIND = "EventBridge's event";
const TEXTS = ['id', 'source', 'detail-type', 'account', 'time', 'region'] as const;

function eventOf(body: string): EventBridgeEvent {
  const event = parseObject(body, KIND);
  const problems = TEXTS.filter((name) => typeof event[name] !== 'string').map(
    (name) => `${name} must be text, got ${JSON.stringify(event[name]) ?? 'none'}`,
  );
  if (!('detail' in event)) {
    problems.push('detail is missing');
  }
  if (problems.length > 0) {
    throw new MalformedBodyError(
      `The body is not ${KIND}: ${problems.join('; ')}. ` +
        'A target with an InputPath or an InputTransformer sends something else: open that with json() or text().',
    );
  }
  const text = (name: (typeof TEXTS)[number]) => String(event[name]);
  const resources = event['resources'];
  return {
    id: text('id'),
    source: text('source'),
    'detail-type': text('detail-type'),
    account: text('account'),
    time: text('time'),
    region: text('region'),
    resources: Array.isArray(resources) ? resources.map(String) : [],
    detail: event['detail'],
  };
}
