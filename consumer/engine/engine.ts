import { DrainError, reasonOf } from '../errors';
import { InHand, type InHandOptions } from './in-hand';
import { Leases } from './leases';
import { Permits } from './permits';
import type { QueuePort } from './port';
import { Receivers } from './receivers';
import { Settlement, type SettlementOptions } from './settlement';
import { TimeLimit } from './time-limit';

/** The part of the drain's budget that is kept for giving messages back and deleting. */
const DRAIN_RESERVE = { part: 0.1, maxMs: 5_000 } as const;

export interface EngineOptions
  extends Pick<SettlementOptions, 'queue' | 'deadLetterQueueUrl' | 'backoff' | 'maxDelaySeconds' | 'random'>,
    Pick<InHandOptions, 'handle' | 'onSettled'> {
  readonly port: QueuePort;
  readonly concurrency: number;
  readonly visibilitySeconds: number;
  readonly waitSeconds: number;
  readonly onReceiveFailure: (error: unknown, delayMs: number) => void;
}

/** How the end went. */
export interface DrainResult {
  /** Handlers that had not ended when their time was over; their messages were given back. */
  readonly givenUp: number;
  /** Whether everything was settled, and every poll answered, within the budget. */
  readonly complete: boolean;
}

/** Receives the messages of one queue, has them handled, and settles each one. */
export class Engine {
  readonly leases: Leases;
  readonly permits: Permits;
  readonly receivers: Receivers;
  readonly inHand: InHand;
  private readonly settlement: Settlement;
  private draining?: Promise<DrainResult>;
  private limit?: TimeLimit;

  constructor(private readonly options: EngineOptions) {
    const { port, queue, random, visibilitySeconds, waitSeconds } = options;
    const { clock } = port;
    this.permits = new Permits(options.concurrency, clock);
    this.leases = new Leases({ port, queueUrl: queue.url, visibilitySeconds, random });
    this.settlement = new Settlement({
      port,
      queue,
      deadLetterQueueUrl: options.deadLetterQueueUrl,
      backoff: options.backoff,
      deleteCompleted: true,
      maxDelaySeconds: options.maxDelaySeconds,
      retryUntil: () => 0,
      random,
    });
    this.inHand = new InHand({
      clock,
      leases: this.leases,
      permits: this.permits,
      settlement: this.settlement,
      visibilitySeconds,
      ordered: queue.arn.endsWith('.fifo'),
      handle: options.handle,
      onSettled: options.onSettled,
    });
    this.receivers = new Receivers({
      port,
      queueUrl: queue.url,
      waitSeconds,
      visibilitySeconds,
      permits: this.permits,
      random,
      onMessages: (messages, handout) => this.inHand.accept(messages, handout),
      onLate: (messages, handout) => this.inHand.accept(messages, handout, 'none'),
      onFailure: options.onReceiveFailure,
    });
  }

  start(): void {
    this.receivers.start();
  }

  /** Ends the work within `budgetMs`. Called again, it returns the same promise and can only end sooner. */
  drain(budgetMs: number, reason: string): Promise<DrainResult> {
    const { clock } = this.options.port;
    const endsAt = clock.now() + budgetMs;
    this.limit?.shorten(endsAt);
    this.limit ??= new TimeLimit(clock, endsAt);
    this.draining ??= this.end(this.limit, budgetMs, reason);
    return this.draining;
  }

  private async end(limit: TimeLimit, budgetMs: number, reason: string): Promise<DrainResult> {
    const { inHand, settlement, receivers } = this;
    const reserve = Math.min(budgetMs * DRAIN_RESERVE.part, DRAIN_RESERVE.maxMs);
    const polls = receivers.stop();
    this.permits.close();
    inHand.close(`the worker is ending (${reasonOf(reason)})`);
    settlement.hurry();
    await limit.allows(Promise.all([polls, inHand.idle()]), reserve);
    const givenUp = inHand.handling;
    if (givenUp > 0) {
      inHand.giveUp(new DrainError(`The worker is ending (${reason}) and the time for its handlers is over.`));
    }
    const complete = await limit.allows(Promise.all([polls, inHand.settled()]));
    this.leases.stop();
    return { givenUp, complete };
  }
}
