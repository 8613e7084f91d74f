import type { StandardSchemaV1 } from '@standard-schema/spec';
import { INVALID_BODY_CHARACTERS } from '../../model/limits/sqs';
import { validate } from '../engine/schema';
import { reasonOf, SchemaError } from '../errors';
import type { Problem } from './send-errors';

/** What the consumer opens with `json()`, `text()` and `binary()`. */
export type BodyFormat = 'json' | 'text' | 'binary';

export type Body = { readonly body: string } | { readonly problems: readonly Problem[] };

/** A payload as a message's body, valid by the schema. */
export async function bodyOf(
  payload: unknown,
  format: BodyFormat,
  schema: StandardSchemaV1 | undefined,
): Promise<Body> {
  const encoded = ENCODERS[format](payload);
  if ('problems' in encoded || schema === undefined) {
    return encoded;
  }
  try {
    // A date is text in JSON, undefined is absent: the consumer's schema judges what is left of the payload.
    await validate(schema, format === 'json' ? JSON.parse(encoded.body) : payload);
    return encoded;
  } catch (error) {
    if (error instanceof SchemaError) {
      return { problems: error.issues };
    }
    throw error;
  }
}

const ENCODERS: Readonly<Record<BodyFormat, (payload: unknown) => Body>> = {
  json(payload) {
    try {
      const body: string | undefined = JSON.stringify(payload);
      return body === undefined
        ? problem(`must be a value that JSON has, got ${typeof payload}`)
        : { body: body.replace(INVALID_EVERYWHERE, escaped) };
    } catch (error) {
      return problem(`must be a value that JSON has: ${reasonOf(error)}`);
    }
  },

  text(payload) {
    if (typeof payload !== 'string' || payload === '') {
      return problem(`must be a string of at least one character, got ${payload === '' ? 'none' : typeof payload}`);
    }
    const at = payload.search(INVALID_BODY_CHARACTERS);
    return at < 0
      ? { body: payload }
      : problem(
          `must hold characters that SQS takes, got U+${hex(payload, at)} at ${at}. ` +
            'SQS takes what XML 1.0 does. Remove it, or send the text as JSON',
        );
  },

  binary(payload) {
    return payload instanceof Uint8Array && payload.byteLength > 0
      ? { body: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('base64') }
      : problem('must be a Uint8Array of at least one byte');
  },
};

/** All that JSON leaves of them, U+FFFE and U+FFFF, is inside strings. */
const INVALID_EVERYWHERE = new RegExp(INVALID_BODY_CHARACTERS.source, 'gu');

function escaped(character: string): string {
  return `\\u${hex(character, 0)}`;
}

function hex(text: string, at: number): string {
  return text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
}

function problem(message: string): Body {
  return { problems: [{ path: '', message: `the payload ${message}` }] };
}
