/** Thrown when a trace cannot be read. */
export class TraceError extends Error {
  override readonly name = 'TraceError';

  constructor(path: string, line: number, rule: string, got: string, fix: string) {
    super(`${path}:${line} ${rule}, got '${got}'. A trace says when each message comes and what it costs. ${fix}.`);
  }
}
