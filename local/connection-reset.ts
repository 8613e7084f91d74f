/** A request whose connection breaks: whoever sent it gets no answer, not even an error's. */
export class ConnectionReset extends Error {
  /** As Node names it. */
  readonly code = 'ECONNRESET';

  constructor() {
    super('read ECONNRESET (injected fault)');
  }
}
