import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Kernel } from '../../../kernel/kernel';
import type { Random } from '../../../kernel/random';
import type { MetadataTree } from './metadata-tree';

/** Seconds: "Use the Instance Metadata Service to access instance metadata". */
const MAX_TOKEN_SECONDS = 21_600;

export interface MetadataServerOptions {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly tree: MetadataTree;
  readonly userData: string | undefined;
  /** Whether there is a service at all (`HttpEndpoint`). */
  readonly enabled: boolean;
  /** Whether a request must carry a token (`HttpTokens: required`). */
  readonly tokensRequired: boolean;
}

/** An instance's own metadata service, IMDSv2. On AWS it is at 169.254.169.254; here each instance is told its address. */
export class MetadataServer {
  private readonly server: Server;
  /** When each token ends. */
  private readonly tokens = new Map<string, number>();

  constructor(private readonly options: MetadataServerOptions) {
    this.server = createServer((request, response) => this.serve(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const { status, text, headers } = this.answer(request);
    response.writeHead(status, { 'content-type': 'text/plain', server: 'EC2ws', ...headers }).end(text);
  }

  private answer({ method, url = '', headers }: IncomingMessage): Answer {
    const path = url.replace(/\?.*$/, '').replace(/^\/(?:latest|\d{4}-\d\d-\d\d)\//, '');
    const { enabled, tokensRequired, tree, userData } = this.options;
    if (!enabled) return { status: 403, text: '' };
    if (method === 'PUT' && path === 'api/token') return this.newToken(headers['x-aws-ec2-metadata-token-ttl-seconds']);
    if (method !== 'GET') return { status: 405, text: '' };
    if (!this.accepts(headers['x-aws-ec2-metadata-token'], tokensRequired)) return { status: 401, text: '' };
    if (path === 'user-data') return textOr404(userData && Buffer.from(userData, 'base64').toString('utf8'));
    return textOr404(tree.read(path));
  }

  private newToken(ttl: string | string[] | undefined): Answer {
    const seconds = Number(ttl);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_TOKEN_SECONDS) return { status: 400, text: '' };
    const token = this.options.random.bytes(40).toString('base64');
    this.tokens.set(token, this.options.kernel.clock.now() + seconds * 1000);
    return { status: 200, text: token, headers: { 'x-aws-ec2-metadata-token-ttl-seconds': String(seconds) } };
  }

  private accepts(token: string | string[] | undefined, required: boolean): boolean {
    if (token === undefined) return !required;
    return (this.tokens.get(String(token)) ?? 0) > this.options.kernel.clock.now();
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function textOr404(text: string | undefined): Answer {
  return text === undefined ? { status: 404, text: '404 - Not Found' } : { status: 200, text };
}
