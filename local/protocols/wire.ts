import type { Readable } from 'node:stream';

/** An HTTP request, however it came in: through a socket, from a function, or from an SDK client in this process. */
export interface WireRequest {
  readonly method: string;
  /** As sent, percent-encoded, without the query string. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: WireBody;
}

export interface WireBody {
  /** Bytes as sent, if known. */
  readonly length: number | undefined;
  bytes(): Promise<Buffer>;
  stream(): Readable;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | Readable | undefined;
}
