import { mix, UuidSequence } from '../../../kernel/uuid-sequence';

/** Message ids as a function of a running number and the seed: nothing is stored per message. */
export class MessageIds {
  private last = 0;
  private readonly uuids: UuidSequence;
  private readonly keys: readonly [number, number, number];

  /** @param seed 16 bytes */
  constructor(seed: Buffer) {
    this.uuids = new UuidSequence(seed);
    this.keys = [seed.readUInt32LE(4), seed.readUInt32LE(8), seed.readUInt32LE(12)];
  }

  nextSerial(): number {
    this.last += 1;
    return this.last;
  }

  /** A version 4 UUID, as SQS gives them. */
  messageId(serial: number): string {
    return this.uuids.at(serial);
  }

  /** A number that only this cloud can compute from the others, for receipt handles. */
  check(queue: number, serial: number, receive: number): number {
    const [forReceive, forQueue, forSerial] = this.keys;
    const high = Math.floor(serial / 2 ** 32);
    return mix(mix(mix(mix(queue ^ forQueue) ^ serial) ^ high ^ forSerial) ^ receive ^ forReceive);
  }
}
