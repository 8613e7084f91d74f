import type { DeadLetter } from '../dead-letter';

export type Field = (letter: DeadLetter, now: number) => unknown;

const FIELDS: Readonly<Record<string, Field>> = {
  id: ({ messageId }) => messageId,
  reason: ({ reason }) => reason,
  receiveCount: ({ receiveCount }) => receiveCount,
  age: ({ sentAt }, now) => now - sentAt,
  group: ({ groupId }) => groupId,
  source: ({ sourceArn }) => sourceArn,
  body: ({ message }) => message.body,
};

export const FIELD_NAMES = [...Object.keys(FIELDS), 'body.PATH', 'attributes.NAME'];

/** What a path reads; undefined when there is no such field. */
export function fieldOf(path: string): Field | undefined {
  if (Object.hasOwn(FIELDS, path)) return FIELDS[path];
  if (path.startsWith('attributes.')) {
    const name = path.slice('attributes.'.length);
    return ({ message }) => message.messageAttributes[name]?.stringValue;
  }
  const steps = /^body(?=[.[])/.test(path) ? path.slice('body'.length).match(/[^.[\]]+/g) : null;
  return steps === null ? undefined : ({ message }) => steps.reduce<unknown>(step, parsed(message.body));
}

function step(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** A body that is no JSON has no fields. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
