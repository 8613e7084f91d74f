import type { Lease, Leases } from './leases';
import type { SignalSource } from './message';
import { ack, DUPLICATE, type Outcome, outcomeOfError, release } from './outcome';
import type { Permits } from './permits';
import type { Clock, QueueMessage } from './port';
import type { Handout } from './receivers';
import type { Settled, Settlement } from './settlement';

/** A deletion goes out at once when the lease ends within this time. */
const HURRY_MS = 1_000;
/** The lease of a message that cannot be deleted yet is extended at least for so long, however short it is. */
const MIN_RETRY_MS = 30_000;
/** A slot is free when its handler ends. When so many settlements are open, it waits for its own: SQS is too slow. */
const OPEN_SETTLEMENTS_PER_SLOT = 10;

export interface InHandOptions {
  readonly clock: Clock;
  readonly leases: Leases;
  readonly permits: Permits;
  readonly settlement: Settlement;
  readonly visibilitySeconds: number;
  /** FIFO: messages of one group one after the other, in the order in which they were received. */
  readonly ordered: boolean;
  readonly handle: (message: QueueMessage, source: SignalSource) => Promise<Outcome>;
  readonly onSettled: (settled: Settled) => void;
}

interface Item {
  readonly lease: Lease;
  /** Further receives of the same message: a standard queue may deliver twice, and a lease may be lost. */
  readonly copies: Lease[];
  /** While its handler is running: ends the wait for it. */
  giveUp?: (reason: Error) => void;
}

/** The messages that were received and are not settled yet. */
export class InHand {
  /** By message id: a message that is in hand is not begun a second time. */
  private readonly items = new Map<string, Item>();
  private readonly lanes = new Map<string, Item[]>();
  private readonly settling = new Set<Promise<unknown>>();
  private closed?: string;
  private running = 0;
  private onIdle: () => void = () => undefined;

  constructor(private readonly options: InHandOptions) {}

  /** Messages that handlers are working on. */
  get handling(): number {
    return this.running;
  }

  /** @param permits how many permits come with the messages: one each, or none */
  accept(messages: readonly QueueMessage[], handout: Handout, permits: 'one each' | 'none' = 'one each'): void {
    for (const lease of this.options.leases.take(messages, handout)) {
      const { message } = lease;
      const original = this.items.get(message.messageId);
      if (original !== undefined || this.closed !== undefined || permits === 'none') {
        this.options.permits.give(permits === 'none' ? 0 : 1);
        if (original === undefined) {
          this.settle(lease, release(this.closed ?? 'its receive had been given up'));
        } else {
          original.copies.push(lease);
        }
        continue;
      }
      const item: Item = { lease, copies: [] };
      this.items.set(message.messageId, item);
      this.enter(item);
    }
  }

  /** Begins nothing any more: what is waiting and what comes from now on is released. */
  close(why: string): void {
    this.closed = why;
    for (const lane of this.lanes.values()) {
      this.releaseAll(lane.splice(1), why);
    }
  }

  /** Resolves when no handler is running. */
  idle(): Promise<void> {
    return this.running === 0 ? Promise.resolve() : new Promise((resolve) => (this.onIdle = resolve));
  }

  /** No longer waits for the handlers that are running: their messages are released. */
  giveUp(reason: Error): void {
    for (const item of this.items.values()) {
      item.giveUp?.(reason);
    }
  }

  /** Resolves when every message that was accepted is settled. */
  async settled(): Promise<void> {
    while (this.settling.size > 0) {
      await Promise.all(this.settling);
    }
  }

  private enter(item: Item): void {
    if (!this.options.ordered) {
      this.track(this.outcomeOf(item).then((outcome) => void this.finish(item, outcome)));
      return;
    }
    const key = item.lease.message.attributes['MessageGroupId'] ?? '';
    const lane = this.lanes.get(key);
    if (lane === undefined) {
      const started = [item];
      this.lanes.set(key, started);
      this.track(this.runLane(key, started));
    } else {
      lane.push(item);
    }
  }

  /** One message after the other; a failure ends the lane, and what came after it is released unprocessed. */
  private async runLane(key: string, lane: Item[]): Promise<void> {
    for (let item = lane[0]; item !== undefined; item = lane[0]) {
      const { messageId } = item.lease.message;
      const outcome = await this.outcomeOf(item);
      const settled = this.finish(item, outcome);
      if (await this.fails(item, outcome, settled)) {
        this.releaseAll(lane.splice(1), `message ${messageId} before it in its group failed`);
      }
      lane.shift();
    }
    this.lanes.delete(key);
  }

  private outcomeOf(item: Item): Promise<Outcome> {
    return this.closed === undefined && item.lease.lost === undefined
      ? this.run(item)
      : Promise.resolve(release(this.closed ?? 'its lease was lost before it began'));
  }

  /** Whether the group must wait. Where others may have the message, only a deletion shows that it is done. */
  private async fails(item: Item, outcome: Outcome, settled: Promise<Settled>): Promise<boolean> {
    if (outcome.kind === 'deadLetter' || (outcome.kind === 'ack' && item.lease.lost !== undefined)) {
      const { outcome: final, undeleted } = await settled;
      return final.kind !== outcome.kind || undeleted === true;
    }
    return outcome.kind !== 'ack';
  }

  private async run(item: Item): Promise<Outcome> {
    const { lease } = item;
    this.running += 1;
    try {
      return await new Promise<Outcome>((resolve) => {
        item.giveUp = (reason) => {
          resolve(release(reason.message));
          lease.abort(reason);
        };
        this.options.handle(lease.message, lease).then(resolve, (error) => resolve(outcomeOfError(error)));
      });
    } finally {
      item.giveUp = undefined;
      this.running -= 1;
      if (this.running === 0) {
        this.onIdle();
      }
    }
  }

  private releaseAll(items: readonly Item[], why: string): void {
    for (const item of items) {
      void this.finish(item, release(why));
    }
  }

  /** Settles a message and its copies, and gives its slot back. */
  private finish(item: Item, outcome: Outcome): Promise<Settled> {
    const { permits } = this.options;
    const keepsSlot = this.settling.size > permits.total * OPEN_SETTLEMENTS_PER_SLOT;
    const forget = () => this.items.delete(item.lease.message.messageId);
    const settled = this.settle(item.lease, outcome);
    if (outcome.kind === 'retry' || outcome.kind === 'release') {
      // It is not ours any more: when it comes again, it is begun again.
      forget();
      this.settleCopies(item, outcome);
    } else {
      void settled.then((final) => {
        forget();
        this.settleCopies(item, final.outcome);
      });
    }
    if (keepsSlot) {
      void settled.then(() => permits.give(1));
    } else {
      permits.give(1);
    }
    return settled;
  }

  /** What was done for one copy was done for all; a failure is a failure of all. */
  private settleCopies(item: Item, outcome: Outcome): void {
    for (const copy of item.copies) {
      this.settle(copy, outcome.kind === 'ack' || outcome.kind === 'deadLetter' ? ack(DUPLICATE) : outcome);
    }
  }

  private settle(lease: Lease, outcome: Outcome): Promise<Settled> {
    const settled: Promise<Settled> = this.carryOut(lease, outcome).then((final) => {
      this.settling.delete(settled);
      void this.options.leases.drop(lease);
      this.options.onSettled(final);
      return final;
    });
    this.settling.add(settled);
    return settled;
  }

  private async carryOut(lease: Lease, outcome: Outcome): Promise<Settled> {
    const { clock, leases, settlement, visibilitySeconds } = this.options;
    const until = clock.now() + Math.max(visibilitySeconds * 1_000, MIN_RETRY_MS);
    // While a deletion is tried again the lease goes on; without it others may have the message already.
    const retryUntil = () => (lease.lost === undefined ? Math.min(until, lease.deadline) : 0);
    if (outcome.kind === 'retry' || outcome.kind === 'release') {
      await leases.drop(lease);
    }
    if (lease.lost !== undefined && outcome.kind !== 'ack') {
      // Whoever received it since decides about it.
      const { message } = lease;
      return { message, outcome: { ...outcome, kind: 'retry' }, problem: lease.lost.message };
    }
    const maxDelaySeconds = Math.floor((leases.limitOf(lease) - clock.now()) / 1_000);
    const settled = settlement.settle(lease.message, outcome, { retryUntil, maxDelaySeconds });
    if (lease.deadline - clock.now() < HURRY_MS) {
      settlement.flush();
    }
    return settled;
  }

  private track(work: Promise<unknown>): void {
    this.settling.add(work);
    void work.then(() => this.settling.delete(work));
  }
}
