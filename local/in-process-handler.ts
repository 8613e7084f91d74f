import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/transport';
import type { Work } from './kernel/work';
import type { WireBody, WireRequest, WireResponse } from './protocols/wire';

/** The part of the SDK's HTTP request that matters here. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type InProcess = (request: WireRequest, signal: () => AbortSignal) => Promise<WireResponse>;

/** A request handler for SDK clients that needs no socket: everything but the transport is as over HTTP. */
export class InProcessHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };

  constructor(
    private readonly handleWire: InProcess,
    private readonly work: Work,
  ) {}

  async handle(request: SdkRequest, options: { abortSignal?: AbortSignal } = {}): Promise<{ response: HttpResponse }> {
    const signal = options.abortSignal ?? new AbortController().signal;
    signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener(
        'abort',
        () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' })),
        { once: true },
      );
    });
    const answer = await Promise.race([this.handleWire(toWire(request), () => signal), aborted]);
    const { status, headers } = answer;
    return {
      response: new HttpResponse({
        statusCode: status,
        headers: { ...headers },
        body: sdkBody(answer, request.method, this.work),
      }),
    };
  }

  destroy(): void {}

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): object {
    return {};
  }
}

function sdkBody({ headers, body }: WireResponse, method: string, work: Work): Readable | Uint8Array {
  if (method === 'HEAD' || body === undefined) return Readable.from([]);
  if (body instanceof Readable) return readAsWork(body, work);
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  // The SDK wants a stream where the operation's output is one; documents are cheaper as bytes.
  const document = /json|xml/.test(headers['content-type'] ?? '') && headers['etag'] === undefined;
  return document ? bytes : Readable.from([bytes], { objectMode: false });
}

/** Virtual time stands still while a part comes from disk, and moves when nobody asks for the next. */
function readAsWork(body: Readable, work: Work): Readable {
  const stream = Readable.from(parts(body, work), { objectMode: false });
  return stream.once('close', () => body.destroy());
}

async function* parts(body: Readable, work: Work): AsyncGenerator<Uint8Array> {
  const iterator: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  for (;;) {
    const part = await work.track(() => iterator.next());
    if (part.done === true) return;
    yield part.value;
  }
}

function toWire(request: SdkRequest): WireRequest {
  const query = new Map<string, string>();
  for (const [name, value] of Object.entries(request.query ?? {}))
    query.set(name, Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  return { method: request.method, path: request.path, query, headers, body: new SdkBody(request.body) };
}

class SdkBody implements WireBody {
  private collected: Promise<Buffer> | undefined;

  constructor(private readonly body: unknown) {}

  get length(): number | undefined {
    if (this.body === undefined || this.body === null) return 0;
    if (typeof this.body === 'string') return Buffer.byteLength(this.body);
    return this.body instanceof Uint8Array ? this.body.byteLength : undefined;
  }

  bytes(): Promise<Buffer> {
    this.collected ??= collect(this.body);
    return this.collected;
  }

  stream(): Readable {
    if (this.body instanceof Readable) return this.body;
    if (this.body instanceof ReadableStream) return Readable.fromWeb(this.body as never);
    return Readable.from(this.length === 0 ? [] : [asBuffer(this.body)], { objectMode: false });
  }
}

async function collect(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string' || body instanceof Uint8Array) return asBuffer(body);
  const parts: Buffer[] = [];
  for await (const part of body as AsyncIterable<Uint8Array>) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function asBuffer(body: unknown): Buffer {
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new TypeError(`A request body must be text, bytes or a stream, got ${typeof body}.`);
}
