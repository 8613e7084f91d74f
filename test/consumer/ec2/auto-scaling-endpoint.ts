import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';

export interface AutoScalingRequest {
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Records what the real SDK client asks of Auto Scaling in its query protocol, and refuses what a test wants refused. */
export class AutoScalingEndpoint {
  readonly requests: AutoScalingRequest[] = [];
  /** The message of a ValidationError, by action. */
  readonly refusals = new Map<string, string>();
  onRequest: (request: AutoScalingRequest) => void = () => undefined;
  private readonly server: Server;

  constructor() {
    this.server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { Action: action = '', Version: _, ...parameters } = Object.fromEntries(new URLSearchParams(body));
      this.requests.push({ action, parameters });
      this.onRequest({ action, parameters });
      const refusal = this.refusals.get(action);
      response
        .writeHead(refusal === undefined ? 200 : 400, { 'content-type': 'text/xml' })
        .end(
          refusal === undefined
            ? `<${action}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><${action}Result/></${action}Response>`
            : `<ErrorResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${refusal}</Message></Error></ErrorResponse>`,
        );
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<AutoScalingClient> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return new AutoScalingClient({
      region: 'eu-west-1',
      endpoint: this.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  actions(name: string): readonly AutoScalingRequest[] {
    return this.requests.filter(({ action }) => action === name);
  }
}
