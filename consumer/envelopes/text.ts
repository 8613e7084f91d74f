import type { Envelope } from './envelope';

/** The body is the payload, as it is. */
export function text(): Envelope<string> {
  return { open: (body) => ({ payloads: [body] }) };
}
