import { Duplex } from 'node:stream';
import type { TunnelMessage } from './messages';

/** How many bytes may be under way before the reader has taken them. */
const windowSize = 1024 * 1024;

/** One end of a connection between a function and the cloud, over the environment's channel. */
export class TunnelConnection extends Duplex {
  private unread = 0;
  private underWay = 0;
  private blocked = false;
  private proceed: (() => void) | undefined;

  /** Called when writing must wait until the other side has read, and when it goes on. */
  onBlocked: (blocked: boolean) => void = () => {};

  constructor(
    private readonly id: number,
    private readonly send: (message: TunnelMessage) => void,
    private readonly onClosed: (id: number) => void,
  ) {
    super({ allowHalfOpen: true });
  }

  /** A message of this connection from the other side. */
  receive(message: TunnelMessage): void {
    if (this.destroyed) return;
    if (message.t === 'data') {
      this.unread += message.b.byteLength;
      this.push(Buffer.from(message.b.buffer, message.b.byteOffset, message.b.byteLength));
    } else if (message.t === 'ack') {
      this.underWay -= message.n;
      this.continueWriting();
    } else if (message.t === 'end') {
      this.push(null);
    } else if (message.t === 'close') {
      this.destroy();
    }
  }

  override _read(): void {
    if (this.unread === 0) return;
    this.send({ t: 'ack', c: this.id, n: this.unread });
    this.unread = 0;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.underWay += chunk.length;
    this.send({ t: 'data', c: this.id, b: chunk });
    this.proceed = callback;
    this.continueWriting();
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.send({ t: 'end', c: this.id });
    callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.send({ t: 'close', c: this.id });
    this.onClosed(this.id);
    callback(error);
  }

  private continueWriting(): void {
    const blocked = this.underWay >= windowSize && this.proceed !== undefined;
    if (blocked !== this.blocked) {
      this.blocked = blocked;
      this.onBlocked(blocked);
    }
    if (blocked) return;
    const proceed = this.proceed;
    this.proceed = undefined;
    proceed?.();
  }

  // What HTTP clients and servers ask of a socket, with nothing behind it here.
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
