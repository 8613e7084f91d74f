import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the handler's requests came to. */
export interface StandIn {
  readonly endpoint: string;
  /** `METHOD path` or the SQS action, in order. */
  readonly requests: string[];
  /** Bodies and metadata of what was put. */
  readonly written: Map<
    string,
    { readonly body: string; readonly sequencer: string | undefined; readonly condition: string | undefined }
  >;
  close(): Promise<void>;
}

/** Answers as S3 and SQS do to the few requests that the handler makes. Paths are `/BUCKET/KEY`, decoded. */
export async function standIn(objects: ReadonlyMap<string, Buffer>): Promise<StandIn> {
  const requests: string[] = [];
  const written: StandIn['written'] = new Map();
  const server: Server = createServer(async (request, response) => {
    const body = await read(request);
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    const action = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    requests.push(action ?? `${request.method} ${path}`);
    const content = objects.get(path);
    if (action !== undefined) {
      const { Entries } = JSON.parse(body);
      const Successful = Entries.map(({ Id }: { Id: string }) => ({ Id }));
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ Successful, Failed: [] }));
    } else if (request.method === 'PUT') {
      const header = (name: string) => request.headers[name]?.toString();
      written.set(path, { body, sequencer: header('x-amz-meta-sequencer'), condition: header('if-none-match') });
      response.writeHead(200, { etag: '"new"' }).end();
    } else if (content !== undefined) {
      response.writeHead(200, { etag: '"e1"', 'content-length': content.length }).end(content);
    } else {
      response.writeHead(404, { 'content-type': 'application/xml' });
      response.end(request.method === 'HEAD' ? '' : '<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    written,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return unchunked(Buffer.concat(chunks).toString(), request);
}

/** The SDK may send a body in signed chunks (`aws-chunked`); the stand-in wants the content. */
function unchunked(body: string, request: IncomingMessage): string {
  return request.headers['content-encoding'] === 'aws-chunked' ? (body.split('\r\n')[1] ?? '') : body;
}
