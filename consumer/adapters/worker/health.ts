import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Health {
  /** `busy`: all slots are taken, so there is no reason to receive. */
  readonly status: 'receiving' | 'busy' | 'stuck' | 'draining';
  /** Undefined before the first successful receive. */
  readonly lastReceiveSecondsAgo?: number;
}

/** Answers `GET /health` on loopback: 200 while the worker takes messages or works on them, else 503. */
export class HealthEndpoint {
  /** Resolves with the port once the endpoint listens, or with undefined when it cannot. */
  readonly port: Promise<number | undefined>;
  private readonly server: Server;

  constructor(port: number, health: () => Health, onError: (error: Error) => void) {
    this.server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url !== '/health') {
        response.writeHead(404).end();
        return;
      }
      const report = health();
      const well = report.status === 'receiving' || report.status === 'busy';
      response.writeHead(well ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(report));
    });
    this.port = new Promise((resolve) => {
      this.server.once('listening', () => resolve((this.server.address() as AddressInfo).port));
      this.server.once('error', () => resolve(undefined));
      this.server.once('close', () => resolve(undefined));
    });
    this.server.on('error', onError);
    this.server.listen(port, '127.0.0.1');
    // The worker's receives keep the process alive, not its health.
    this.server.unref();
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
