import crypto, { createHash } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { type Clock, install } from '@sinonjs/fake-timers';

/** Gives this process the kernel's time: timers and `Date` follow the messages that arrive. */
export class VirtualTime {
  private readonly clock: Clock;

  constructor(now: number) {
    this.clock = install({
      now,
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance', 'hrtime'],
      shouldClearNativeTimers: true,
    });
    // AbortSignal.timeout uses a timer of Node's own.
    AbortSignal.timeout = (delay: number) => {
      const controller = new AbortController();
      setTimeout(
        () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
        delay,
      );
      return controller.signal;
    };
    syncBuiltinESMExports();
  }

  now(): number {
    return this.clock.now;
  }

  /** Moves to `now` and runs the timers that fall due. */
  async reach(now: number): Promise<void> {
    if (now >= this.clock.now) await this.clock.tickAsync(now - this.clock.now);
  }

  /** When the next timer falls due, or null when none is set. */
  nextTimer(): number | null {
    let next: number | null = null;
    for (const { callAt } of this.clock.timers?.values() ?? []) {
      if (callAt !== undefined && (next === null || callAt < next)) next = callAt;
    }
    return next;
  }
}

/** Gives this process chance that can be replayed. Sound for a test run, and only ever installed on the virtual clock. */
export class VirtualChance {
  private state = Buffer.alloc(0);
  private counter = 0;

  install(): void {
    Math.random = () => this.bytes(6).readUIntBE(0, 6) / 2 ** 48;
    crypto.randomUUID = () => {
      const bytes = this.bytes(16);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = bytes.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    };
    const randomBytes = (size: number, callback?: (error: Error | null, bytes: Buffer) => void) => {
      const bytes = this.bytes(size);
      if (callback === undefined) return bytes;
      setImmediate(callback, null, bytes);
      return undefined;
    };
    crypto.randomBytes = randomBytes as typeof crypto.randomBytes;
    const fill = <T extends ArrayBufferView | null>(array: T): T => {
      if (array) Buffer.from(array.buffer, array.byteOffset, array.byteLength).set(this.bytes(array.byteLength));
      return array;
    };
    // `crypto.getRandomValues` and `globalThis.crypto` lead to the same object.
    Object.defineProperties(globalThis.crypto, {
      getRandomValues: { value: fill, configurable: true },
      randomUUID: { value: crypto.randomUUID, configurable: true },
    });
    syncBuiltinESMExports();
  }

  seed(seed: string): void {
    this.state = createHash('sha256').update(seed).digest();
    this.counter = 0;
  }

  private bytes(length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(
        createHash('sha256')
          .update(this.state)
          .update(String(this.counter++))
          .digest(),
      );
    }
    return Buffer.concat(blocks).subarray(0, length);
  }
}
