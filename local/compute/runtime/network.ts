import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import type { TunnelMessage } from '../messages';
import { TunnelConnection } from '../tunnel';

/** Leads this process's connections to the cloud's endpoint through the channel; any other goes its usual way. */
export class Network {
  private readonly connections = new Map<number, TunnelConnection>();
  private count = 0;

  constructor(
    private readonly endpoint: { readonly host: string; readonly port: number },
    private readonly send: (message: TunnelMessage) => void,
  ) {}

  install(): void {
    const connect = net.connect;
    const tunnelled = (...args: Parameters<typeof net.connect>): net.Socket =>
      this.leadsToCloud(args[0]) ? this.open() : connect(...args);
    net.connect = tunnelled as typeof net.connect;
    net.createConnection = net.connect;
    // The HTTP agent took its own copy of the function when Node started.
    const { createConnection } = http.Agent.prototype;
    const network = this;
    http.Agent.prototype.createConnection = function (options, callback) {
      return network.leadsToCloud(options) ? network.open() : createConnection.call(this, options, callback);
    };
    syncBuiltinESMExports();
  }

  receive(message: TunnelMessage): void {
    this.connections.get(message.c)?.receive(message);
  }

  private leadsToCloud(target: unknown): boolean {
    if (typeof target !== 'object' || target === null) return false;
    const { host, port } = target as { host?: string; port?: number | string };
    return host === this.endpoint.host && Number(port) === this.endpoint.port;
  }

  private open(): net.Socket {
    const id = ++this.count;
    const connection = new TunnelConnection(id, this.send, (closed) => this.connections.delete(closed));
    this.connections.set(id, connection);
    this.send({ t: 'open', c: id });
    process.nextTick(() => connection.emit('connect'));
    return connection as Duplexed as net.Socket;
  }
}

/** A tunnelled connection stands where a socket is expected: it has the methods that HTTP clients call. */
type Duplexed = TunnelConnection & Partial<net.Socket>;
