import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WireBody, WireRequest, WireResponse } from './protocols/wire';

export interface Exchange {
  readonly connection: Duplex;
  /** Aborted when the caller hangs up. */
  readonly signal: () => AbortSignal;
  /** Resolves when the answer has been written, or cannot be. */
  readonly answered: () => Promise<void>;
}

export type Handle = (request: WireRequest, exchange: Exchange) => Promise<WireResponse>;

/** HTTP on 127.0.0.1, and on connections that functions bring through their own channel. */
export class Endpoint {
  private readonly server: Server;
  /** Where the port was asked for and taken, or the usual one when nothing listens. */
  private port: number;

  constructor(
    private readonly handle: Handle,
    nominalPort: number,
  ) {
    this.port = nominalPort;
    // Long polls take 20 s and uploads as long as they like.
    this.server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000, noDelay: true }, (request, response) => {
      void this.serve(request, response);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get listens(): boolean {
    return this.server.listening;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Serves a connection that is no socket. */
  accept(connection: Duplex): void {
    this.server.emit('connection', connection);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // SDKs set their clocks by this header: on virtual time they would take every error for a wrong clock, and retry.
    response.sendDate = false;
    const exchange: Exchange = {
      connection: request.socket,
      signal: () => hangUp(response),
      answered: () => over(response),
    };
    try {
      const answer = await this.handle(toWire(request), exchange);
      await send(answer, request, response);
    } catch {
      // The caller hung up, or a stored object vanished while it was sent: HTTP can only break the connection off.
      response.destroy();
    }
  }
}

function hangUp(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

const over = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    response.once('finish', resolve);
    response.once('close', resolve);
  });

function toWire(request: IncomingMessage): WireRequest {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? noQuery : new Map(new URLSearchParams(url.slice(mark + 1))),
    headers: request.headers as Record<string, string | undefined>,
    body: new IncomingBody(request),
  };
}

/** Beyond it, copying the body costs more than a second write. */
const joinedBytes = 16_384;

const noQuery: ReadonlyMap<string, string> = new Map();

class IncomingBody implements WireBody {
  private collected: Promise<Buffer> | undefined;

  constructor(private readonly request: IncomingMessage) {}

  get length(): number | undefined {
    const header = this.request.headers['content-length'];
    return header === undefined ? undefined : Number(header);
  }

  bytes(): Promise<Buffer> {
    this.collected ??= new Promise<Buffer>((resolve, reject) => {
      const parts: Buffer[] = [];
      this.request.on('data', (part: Buffer) => parts.push(part));
      this.request.on('end', () => resolve(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)));
      this.request.on('error', reject);
    });
    return this.collected;
  }

  stream(): Readable {
    return this.request;
  }
}

async function send(answer: WireResponse, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = answer;
  if (body instanceof Readable) {
    response.writeHead(status, headers);
    if (request.method === 'HEAD') {
      body.destroy();
      response.end();
    } else {
      await pipeline(body, response);
    }
  } else {
    const length = body === undefined ? 0 : Buffer.byteLength(body);
    const withLength = headers['content-length'] === undefined && status !== 204 && status !== 304;
    response.writeHead(status, withLength ? { ...headers, 'content-length': String(length) } : headers);
    if (request.method === 'HEAD' || body === undefined) response.end();
    // One write instead of two: Node joins the head with text, not with bytes, and Latin-1 keeps bytes as they are.
    else if (typeof body !== 'string' && length <= joinedBytes) response.end(body.toString('latin1'), 'latin1');
    else response.end(body);
  }
  // What was not read of a refused upload would be taken for the next request.
  if (!request.complete) request.resume();
}
