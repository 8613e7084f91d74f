import { MalformedBodyError } from '../errors';

/**
 * A body that must be a JSON object. `kind` is what the error calls it.
 * @throws MalformedBodyError
 */
export function parseObject(body: string, kind: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new MalformedBodyError(`The body is not ${kind}: it is not JSON: ${reason}`, { cause });
  }
  if (!isObject(value)) {
    const got = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
    throw new MalformedBodyError(`The body is not ${kind}: it must be a JSON object, got ${got}.`);
  }
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
