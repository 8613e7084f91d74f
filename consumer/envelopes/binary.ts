import { MalformedBodyError } from '../errors';
import type { Envelope } from './envelope';

/**
 * The body is Base64, and the payload its bytes. SQS takes no bytes in a body; in a message attribute of type
 * `Binary` it does, which a handler finds in `message.attributes`.
 */
export function binary(): Envelope<Uint8Array> {
  return {
    open(body) {
      // MIME breaks lines after 76 characters.
      const text = body.replace(/[\r\n]/g, '');
      const unpadded = text.replace(/={1,2}$/, '');
      const wrong = unpadded.search(/[^A-Za-z0-9+/]/);
      if (wrong >= 0) {
        throw new MalformedBodyError(
          `The body is not Base64: ${JSON.stringify(Array.from(unpadded.slice(wrong))[0])} at ${wrong} is not one of its characters.`,
        );
      }
      if (unpadded.length % 4 === 1 || (text !== unpadded && text.length % 4 !== 0)) {
        throw new MalformedBodyError(`The body is not Base64: ${text.length} characters are no whole number of bytes.`);
      }
      return { payloads: [new Uint8Array(Buffer.from(unpadded, 'base64'))] };
    },
  };
}
