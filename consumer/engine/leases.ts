import { BATCH_ENTRIES, MAX_TIME_IN_FLIGHT_SECONDS } from '../../model/limits/sqs';
import { LeaseLostError } from '../errors';
import { Batcher } from './batcher';
import { DONE } from './clock';
import type { SignalSource } from './message';
import type { QueueMessage, QueuePort, VisibilityEntry } from './port';
import type { Handout } from './receivers';

/** A lease is near its end when this part of the visibility timeout is left. */
const NEAR = 1 / 3;
/** Ticks in one visibility timeout: what could not be extended is tried again about six times. */
const TICKS = 20;
const MAX_TICK_MS = 5_000;
/** SQS counts the 12 hours from its own receive, which was before the answer arrived here. */
const MARGIN_SECONDS = 60;

export interface LeaseOptions {
  readonly port: QueuePort;
  readonly queueUrl: string;
  /** The visibility timeout with which the messages are received, and by which they are extended. */
  readonly visibilitySeconds: number;
  readonly random: () => number;
}

/** The time for which a received message is hidden from others. */
export class Lease implements SignalSource {
  private controller?: AbortController;
  private aborted?: { readonly reason: unknown };
  /** Why others may have the message by now. */
  lost?: LeaseLostError;
  /** The extension that is under way. */
  extending?: Promise<void>;

  constructor(
    readonly message: QueueMessage,
    readonly receivedAt: number,
    /** Milliseconds since 1970. */
    public deadline: number,
  ) {}

  /** Aborted when the lease is lost, or when the handler is to give up for another reason. */
  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.aborted !== undefined) {
        this.controller.abort(this.aborted.reason);
      }
    }
    return this.controller.signal;
  }

  abort(reason: unknown): void {
    this.aborted ??= { reason };
    this.controller?.abort(reason);
  }
}

/**
 * Keeps messages hidden for as long as they are in hand, from the moment of receipt. One timer looks at all of them
 * and extends, in batches, only those near their end. A lease is given up one tick before others may receive the
 * message, not after.
 */
export class Leases {
  private readonly held = new Set<Lease>();
  private readonly extensions: Batcher<VisibilityEntry>;
  private readonly visibilityMs: number;
  private readonly tickMs: number;
  private stopped = false;
  /** Ends the sleep of the tick. */
  private sleeping?: AbortController;
  /** When the tick looks again, in milliseconds since 1970. */
  private looksAt = 0;
  /** How many were lost so far. */
  lost = 0;

  constructor(private readonly options: LeaseOptions) {
    const { port, queueUrl, visibilitySeconds, random } = options;
    this.visibilityMs = visibilitySeconds * 1_000;
    this.tickMs = Math.min(this.visibilityMs / TICKS, MAX_TICK_MS);
    this.extensions = new Batcher({
      clock: port.clock,
      random,
      send: (entries) => port.changeVisibilityBatch(queueUrl, entries),
      maxEntries: BATCH_ENTRIES.max,
      maxAgeMs: 0,
      // The next tick tries again, with what has come near its end by then.
      retryUntil: () => 0,
    });
  }

  /** @param messages of one answer */
  take(messages: readonly QueueMessage[], handout: Handout): readonly Lease[] {
    const now = this.options.port.clock.now();
    const receivedAt = Math.min(now, handedOutAt(messages, handout));
    const leases = messages.map((message) => new Lease(message, receivedAt, receivedAt + this.visibilityMs));
    for (const lease of leases) {
      if (lease.deadline - now < this.tickMs) {
        this.lose(lease, 'its visibility timeout was over when it arrived');
      } else {
        this.hold(lease);
      }
    }
    return leases;
  }

  /** From now on nothing extends it. Resolves when no extension is under way that could overwrite what comes next. */
  drop(lease: Lease): Promise<void> | undefined {
    this.held.delete(lease);
    return lease.extending;
  }

  /** Until when SQS lets the message be hidden, in milliseconds since 1970. */
  limitOf(lease: Lease): number {
    return lease.receivedAt + (MAX_TIME_IN_FLIGHT_SECONDS - MARGIN_SECONDS) * 1_000;
  }

  /** Ends the tick: no timer may outlive the worker. */
  stop(): void {
    this.stopped = true;
    this.sleeping?.abort(DONE);
  }

  private hold(lease: Lease): void {
    this.held.add(lease);
    if (this.sleeping === undefined) {
      void this.tick();
    } else if (this.nearAt(lease) + this.tickMs < this.looksAt) {
      // Its answer came late: it is due before those that were here.
      this.sleeping.abort(DONE);
    }
  }

  private async tick(): Promise<void> {
    const { clock } = this.options.port;
    while (this.held.size > 0 && !this.stopped) {
      this.looksAt = clock.now() + this.untilNext(clock.now());
      this.sleeping = new AbortController();
      await clock.sleep(this.looksAt - clock.now(), this.sleeping.signal);
      for (const lease of this.held) {
        const left = lease.deadline - clock.now();
        if (left < this.tickMs) {
          this.lose(lease, 'its visibility timeout ends and was not extended');
        } else if (left <= this.visibilityMs * NEAR && lease.extending === undefined) {
          this.extend(lease);
        }
      }
    }
    this.sleeping = undefined;
  }

  private nearAt({ deadline }: Lease): number {
    return deadline - this.visibilityMs * NEAR;
  }

  private untilNext(now: number): number {
    let nearAt = Number.POSITIVE_INFINITY;
    for (const lease of this.held) {
      nearAt = Math.min(nearAt, this.nearAt(lease));
    }
    return Math.min(Math.max(this.tickMs, nearAt - now), this.visibilityMs);
  }

  private extend(lease: Lease): void {
    const now = this.options.port.clock.now();
    const visibilitySeconds = Math.min(this.options.visibilitySeconds, Math.floor((this.limitOf(lease) - now) / 1_000));
    // Counted from before the request: SQS counts from when it gets it.
    const deadline = now + visibilitySeconds * 1_000;
    if (deadline <= lease.deadline) {
      return;
    }
    const entry = { receiptHandle: lease.message.receiptHandle, visibilitySeconds };
    lease.extending = this.extensions.add(entry).then((result) => {
      lease.extending = undefined;
      if (result.ok) {
        lease.deadline = deadline;
      } else if (result.senderFault && this.held.has(lease)) {
        this.lose(lease, `SQS refused to extend its visibility timeout (${result.code}: ${result.message})`);
      }
    });
  }

  private lose(lease: Lease, why: string): void {
    this.held.delete(lease);
    this.lost += 1;
    const error = new LeaseLostError(`The lease of message ${lease.message.messageId} is lost: ${why}.`);
    lease.lost = error;
    lease.abort(error);
  }
}

/**
 * An answer may arrive long after SQS hid its messages, all at once. SQS says when, by its own clock, only of those
 * that were never received before; of others it is known that they were handed out before the wait time was over.
 */
function handedOutAt(messages: readonly QueueMessage[], { from, until }: Handout): number {
  const known = messages
    .filter(({ attributes }) => attributes['ApproximateReceiveCount'] === '1')
    .map(({ attributes }) => Number(attributes['ApproximateFirstReceiveTimestamp']))
    .filter((at) => at >= from && at <= until);
  return Math.min(until, ...known);
}
