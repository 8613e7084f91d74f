import type { MessageIds } from './message-ids';

/** One receive of one message from one queue. */
export interface Receipt {
  readonly queue: number;
  readonly serial: number;
  /** The message's receive count at that receive. */
  readonly receive: number;
}

/** What the handles of SQS begin with. */
const PREFIX = 'AQEB';
const LENGTH = PREFIX.length + 24;

export function encodeReceipt(receipt: Receipt, ids: MessageIds): string {
  const { queue, serial, receive } = receipt;
  const bytes = Buffer.allocUnsafe(18);
  bytes.writeUInt32BE(ids.check(queue, serial, receive), 0);
  bytes.writeUInt32BE(queue, 4);
  bytes.writeUIntBE(serial, 8, 6);
  bytes.writeUInt32BE(receive, 14);
  return PREFIX + bytes.toString('base64');
}

/** Undefined for what is no handle of this cloud. */
export function decodeReceipt(handle: string, ids: MessageIds): Receipt | undefined {
  if (handle.length !== LENGTH || !handle.startsWith(PREFIX)) return undefined;
  const bytes = Buffer.from(handle.slice(PREFIX.length), 'base64');
  if (bytes.length !== 18) return undefined;
  const receipt = { queue: bytes.readUInt32BE(4), serial: bytes.readUIntBE(8, 6), receive: bytes.readUInt32BE(14) };
  return ids.check(receipt.queue, receipt.serial, receipt.receive) === bytes.readUInt32BE(0) ? receipt : undefined;
}
