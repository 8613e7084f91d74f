import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Envelope } from '../envelopes/envelope';
import type { Message } from './message';
import { ack, combineOutcomes, type Outcome, outcomeOfError } from './outcome';
import { validate } from './schema';

export interface Handling {
  readonly envelope: Envelope<unknown>;
  readonly schema?: StandardSchemaV1;
  readonly process: (payload: unknown, message: Message) => unknown;
}

/** Opens a message, validates what it carries and hands each payload to the user's function. It never rejects. */
export async function handleMessage(message: Message, handling: Handling): Promise<Outcome> {
  try {
    const { payloads, note } = await handling.envelope.open(message.body, message);
    if (payloads.length === 0) {
      return ack(note);
    }
    const outcomes: Outcome[] = [];
    for (const payload of payloads) {
      // One after the other, all of them: what one payload does must not depend on the failure of another.
      outcomes.push(await handlePayload(payload, message, handling));
    }
    return combineOutcomes(outcomes);
  } catch (error) {
    return outcomeOfError(error);
  }
}

async function handlePayload(
  payload: unknown,
  message: Message,
  { envelope, schema, process }: Handling,
): Promise<Outcome> {
  try {
    const valid = schema === undefined ? payload : await validate(schema, payload, envelope.confidential);
    const result = await process(valid, message);
    return isOutcome(result) ? result : ack();
  } catch (error) {
    return outcomeOfError(error);
  }
}

const KINDS: readonly unknown[] = ['ack', 'retry', 'deadLetter', 'release'] satisfies Outcome['kind'][];

export function isOutcome(value: unknown): value is Outcome {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.includes(value.kind);
}
