import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * An instance metadata service that speaks IMDSv2 only: PUT for a token with its life in a header, GET with the token,
 * 401 without a valid one, 404 for what the instance does not have.
 */
export class Imds {
  /** By path below `/latest/meta-data/`. */
  readonly items = new Map([
    ['instance-id', 'i-0123456789abcdef0'],
    ['placement/region', 'eu-west-1'],
    ['autoscaling/target-lifecycle-state', 'InService'],
  ]);
  readonly log: string[] = [];
  /** The status of a token request; other than 200, none is given. */
  tokenStatus = 200;
  /** Called for each read of an item, before it is answered. */
  onRead: (path: string) => void = () => undefined;
  private tokens = 0;
  private valid = new Set<string>();
  private server?: Server;
  private port = 0;

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How many tokens were given. */
  get given(): number {
    return this.tokens;
  }

  /** Takes the port that it had before, if any. */
  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const { status, body } = this.answer(request.method ?? '', request.url ?? '', request.headers);
      response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.server?.closeAllConnections();
    await closed;
  }

  expireTokens(): void {
    this.valid = new Set();
  }

  private answer(method: string, url: string, headers: NodeJS.Dict<string | string[]>) {
    this.log.push(`${method} ${url}`);
    if (method === 'PUT' && url === '/latest/api/token') {
      const ttl = Number(headers['x-aws-ec2-metadata-token-ttl-seconds']);
      if (this.tokenStatus !== 200 || !(ttl >= 1 && ttl <= 21_600)) {
        return { status: this.tokenStatus === 200 ? 400 : this.tokenStatus, body: '' };
      }
      this.tokens += 1;
      this.valid.add(`token-${this.tokens}`);
      return { status: 200, body: `token-${this.tokens}` };
    }
    if (!this.valid.has(String(headers['x-aws-ec2-metadata-token']))) {
      return { status: 401, body: '' };
    }
    const path = url.replace('/latest/meta-data/', '');
    this.onRead(path);
    const body = this.items.get(path);
    return body === undefined ? { status: 404, body: '' } : { status: 200, body };
  }
}
