import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from './random';

export type HandlerName = 'at once' | 'fixed' | 'heavy-tailed';

const FIXED_MS = 5;
/** Log-normal, cut off: a mean of about 41 ms, and one in a hundred above 320. */
const HEAVY = { medianMs: 20, sigma: 1.2, maxMs: 3_000, durations: 4_096 } as const;

/** What every consumer runs for each message. */
export class Handler {
  private readonly done = new Set<string>();
  /** Runs of a message that had been handled before. */
  repeated = 0;

  constructor(private readonly name: HandlerName) {}

  /** @param payload is parsed by then, by the library or by the code that a user of it writes */
  async handle(messageId: string, payload: unknown): Promise<void> {
    if (typeof payload !== 'object') throw new Error(`Not a payload: ${payload}`);
    if (this.done.has(messageId)) this.repeated += 1;
    if (this.name === 'fixed') await sleep(FIXED_MS);
    else if (this.name === 'heavy-tailed') await sleep(durationOf(messageId));
    this.done.add(messageId);
  }

  /** How many of these messages were handled to the end: they will be again. */
  handledAmong(messageIds: readonly string[]): number {
    return messageIds.filter((id) => this.done.has(id)).length;
  }
}

/** The same for every consumer. */
function durationOf(messageId: string): number {
  return durations[Number(messageId.slice(-12)) % durations.length] ?? 0;
}

const durations = heavyTail();

function heavyTail(): readonly number[] {
  const random = seeded(7);
  return Array.from({ length: HEAVY.durations }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(HEAVY.maxMs, Math.round(HEAVY.medianMs * Math.exp(HEAVY.sigma * normal)));
  });
}
