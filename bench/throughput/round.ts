import type { QueueRequests } from './requests';

export interface RoundOptions {
  readonly messages: number;
  /** Messages per request. */
  readonly size: number;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** False for the server that answers nothing: there is nothing to receive, so made-up handles are deleted. */
  readonly real: boolean;
}

export const operations = ['send', 'receive', 'delete'] as const;
export type Operation = (typeof operations)[number];
/** Microseconds per message. */
export type Round = Readonly<Record<Operation, number>>;

const noHandle = `AQEB${'A'.repeat(24)}`;

/** Sends so many messages, then receives them all, then deletes them all. */
export async function runRound(requests: QueueRequests, options: RoundOptions): Promise<Round> {
  const { messages, size, concurrency, real } = options;
  const count = messages / size;
  const batches: (readonly string[])[] = [];
  const send = await timed(count, concurrency, () => requests.send(size));
  const receive = await timed(count, concurrency, async () => {
    const handles = await requests.receive(size);
    batches.push(real ? handles : Array<string>(size).fill(noHandle));
  });
  const received = batches.reduce((sum, batch) => sum + batch.length, 0);
  if (received !== messages) throw new Error(`Sent ${messages} messages, received ${received}.`);
  const remove = await timed(count, concurrency, (index) => requests.delete(batches[index] as readonly string[]));
  return { send: send / messages, receive: receive / messages, delete: remove / messages };
}

/** Microseconds for `count` calls. */
async function timed(count: number, concurrency: number, call: (index: number) => Promise<void>): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await call(next - 1);
    }
  };
  const start = process.hrtime.bigint();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return Number(process.hrtime.bigint() - start) / 1000;
}
