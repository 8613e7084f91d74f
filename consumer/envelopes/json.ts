import { MalformedBodyError } from '../errors';
import type { Envelope } from './envelope';

/** The body is JSON, and the payload is its value. What `consume` takes when it is given no other envelope. */
export function json(): Envelope<unknown> {
  return {
    open(body) {
      try {
        return { payloads: [JSON.parse(body)] };
      } catch (cause) {
        throw new MalformedBodyError(`The body is not JSON: ${cause instanceof Error ? cause.message : cause}`, {
          cause,
        });
      }
    },
  };
}
