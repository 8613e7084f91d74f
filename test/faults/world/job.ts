import { bucketEvents, deadLetter, type Envelope, json, type Message, type Outcome } from '../../../consumer';

/** What a handler does with a message, by how often it was received. */
export type Act =
  | 'ok'
  | 'throw'
  | 'permanent'
  /** Never ends. */
  | 'hang'
  /** The process dies, and nothing was done. */
  | 'crash before'
  /** The process dies when the work is done and nothing is deleted yet. */
  | 'crash after'
  | 'run out of memory'
  /** The function answers something that is no batch response. */
  | 'malformed'
  /** Takes ten seconds. */
  | 'slow';

/** The payload of a message. `n` says which one it is. */
export interface Job {
  readonly n: number;
  /** At the first receive, the second, ...; afterwards `always`. */
  readonly acts?: readonly Act[];
  /** @default 'ok' */
  readonly always?: Act;
  /** Fails for good until then, milliseconds since 1970: a defect that somebody mends. */
  readonly brokenUntil?: number;
}

/** A line of the journal: what a handler did. Its order is the order in which it happened. */
export interface Entry {
  /** `condemned`: the engine is to dead-letter it. */
  readonly what: 'begun' | 'done' | 'failed' | 'condemned';
  readonly n: number;
  readonly key?: string;
  readonly messageId: string;
  readonly receiveCount: number;
  readonly groupId?: string;
  /** Milliseconds since 1970, by the cloud's clock. */
  readonly at: number;
}

/** Where a handler runs. */
export interface Surroundings {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** When it resolves, the entry is durable: this is the effect that must happen for every message. */
  record(entry: Entry): Promise<void>;
  /** The process dies here. */
  crash(): Promise<never>;
  runOutOfMemory(): Promise<never>;
  malformResponse(): void;
}

/** The number of a job; of an object that S3 told of, the number in its key: `files/7 März+1.csv`. */
const numberIn = (key: string): number => Number(/\d+/.exec(key)?.[0]);

/** The same handler for the function and for the worker. */
export function processJob(around: Surroundings) {
  return async (job: Job & { readonly key?: string }, message: Message): Promise<Outcome | undefined> => {
    const n = job.key === undefined ? job.n : numberIn(job.key);
    const { id: messageId, receiveCount, groupId } = message;
    const record = (what: Entry['what']) =>
      around.record({ what, n, key: job.key, messageId, receiveCount, groupId, at: around.now() });
    await record('begun');
    const broken = job.brokenUntil !== undefined && around.now() < job.brokenUntil;
    const act = broken ? 'permanent' : (job.acts?.[receiveCount - 1] ?? job.always ?? 'ok');
    await around.sleep(act === 'slow' ? 10_000 : 100 + (n % 5) * 50);
    switch (act) {
      case 'throw':
        await record('failed');
        throw new Error(`job ${n} fails at receive ${receiveCount}`);
      case 'permanent':
        await record('condemned');
        return deadLetter(`job ${n} can never be done`);
      case 'hang':
        return new Promise(() => undefined);
      case 'crash before':
        return around.crash();
      case 'run out of memory':
        return around.runOutOfMemory();
      case 'malformed':
        around.malformResponse();
    }
    await record('done');
    return act === 'crash after' ? around.crash() : undefined;
  };
}

const isJob = (payload: unknown): payload is Job =>
  typeof payload === 'object' && payload !== null && 'n' in payload && typeof payload.n === 'number';

/** Jobs as JSON, and what S3 tells of objects. */
export const jobs: Envelope<Job & { readonly key?: string }> = {
  async open(body, message) {
    const { payloads } = await json().open(body, message);
    const [payload] = payloads;
    if (isJob(payload)) return { payloads: [payload] };
    const opened = await bucketEvents().open(body, message);
    return { ...opened, payloads: opened.payloads.map(({ key }) => ({ n: Number.NaN, key })) };
  },
};
