import { MAX_NUMBER_OF_MESSAGES } from '../../model/limits/sqs';
import { DONE } from './clock';
import type { Permits } from './permits';
import type { QueueMessage, QueuePort } from './port';

/** A receive that is not answered so long after its wait time hangs. */
export const RECEIVE_SLACK_MS = 5_000;
const BACKOFF = { baseMs: 100, maxMs: 20_000 } as const;
/** How long a receiver waits while another one waits as well: an idle queue costs one long poll at a time. */
const EXTRA_WAIT_SECONDS = 1;

/** When SQS can have handed out the messages of a receive, in milliseconds since 1970. */
export interface Handout {
  readonly from: number;
  readonly until: number;
}

export interface ReceiverOptions {
  readonly port: QueuePort;
  readonly queueUrl: string;
  /** 0 to 20. */
  readonly waitSeconds: number;
  readonly visibilitySeconds: number;
  readonly permits: Permits;
  readonly random: () => number;
  /** Each message comes with one permit, which is to be given back. */
  readonly onMessages: (messages: readonly QueueMessage[], handout: Handout) => void;
  /** Messages of a receive that had been given up: nobody has permits for them. */
  readonly onLate: (messages: readonly QueueMessage[], handout: Handout) => void;
  readonly onFailure: (error: unknown, delayMs: number) => void;
}

/**
 * Receives from a queue, as many polls at a time as the backlog is worth and the slots allow. A full answer brings
 * another receiver, an empty one ends it.
 */
export class Receivers {
  private active = 0;
  private wanted = 1;
  private waiting = 0;
  private failures = 0;
  private readonly stopping = new AbortController();
  private onIdle: () => void = () => undefined;
  private onAnswer: () => void = () => undefined;
  /** Resolves when SQS has answered for the first time. */
  readonly answered = new Promise<void>((resolve) => {
    this.onAnswer = resolve;
  });
  /** Requests so far. */
  polls = 0;
  /** Requests that were given up because no answer came. */
  hung = 0;
  /** Milliseconds since 1970; undefined before the first. */
  lastSuccessAt?: number;

  constructor(private readonly options: ReceiverOptions) {}

  /** Requests that are waiting for their answer. */
  get outstanding(): number {
    return this.waiting;
  }

  start(): void {
    while (!this.stopping.signal.aborted && this.active < this.wanted) {
      this.active += 1;
      void this.run();
    }
  }

  /**
   * Sends no more requests, and resolves when none is outstanding. It does not abort one: SQS may already have
   * hidden messages for it, and nobody would see them before their visibility timeout.
   */
  stop(): Promise<void> {
    this.stopping.abort(DONE);
    return this.active === 0 ? Promise.resolve() : new Promise((resolve) => (this.onIdle = resolve));
  }

  private async run(): Promise<void> {
    const { permits, onMessages } = this.options;
    while (!this.stopping.signal.aborted && this.active <= this.wanted) {
      const count = await permits.take(MAX_NUMBER_OF_MESSAGES.max);
      if (count === 0 || this.stopping.signal.aborted) {
        permits.give(count);
        break;
      }
      const handout = this.handout();
      const messages = await this.receive(count, handout);
      permits.give(count - messages.length);
      onMessages(messages, handout);
      this.adapt(messages.length, count);
    }
    this.active -= 1;
    if (this.active === 0) {
      this.onIdle();
    }
  }

  private adapt(received: number, asked: number): void {
    const most = Math.ceil(this.options.permits.total / MAX_NUMBER_OF_MESSAGES.max);
    if (received === asked) {
      this.wanted = Math.min(most, this.wanted + 1);
      this.start();
    } else if (received === 0) {
      this.wanted = Math.max(1, this.wanted - 1);
    }
  }

  private handout(): Handout {
    const { port, waitSeconds } = this.options;
    const from = port.clock.now();
    return { from, until: from + Math.min(waitSeconds, this.waiting === 0 ? waitSeconds : EXTRA_WAIT_SECONDS) * 1_000 };
  }

  private async receive(maxMessages: number, handout: Handout): Promise<readonly QueueMessage[]> {
    try {
      const messages = await this.poll(maxMessages, handout);
      this.failures = 0;
      this.lastSuccessAt = this.options.port.clock.now();
      this.onAnswer();
      return messages;
    } catch (error) {
      this.wanted = 1;
      this.failures += 1;
      const delay = this.options.random() * Math.min(BACKOFF.maxMs, BACKOFF.baseMs * 2 ** this.failures);
      this.options.onFailure(error, delay);
      await this.options.port.clock.sleep(delay, this.stopping.signal);
      return [];
    }
  }

  private async poll(maxMessages: number, handout: Handout): Promise<readonly QueueMessage[]> {
    const { port, queueUrl, visibilitySeconds, onLate } = this.options;
    const waitSeconds = (handout.until - handout.from) / 1_000;
    const [abort, answered] = [new AbortController(), new AbortController()];
    this.polls += 1;
    this.waiting += 1;
    try {
      const receiving = port.receive(queueUrl, { maxMessages, waitSeconds, visibilitySeconds }, abort.signal);
      const watchdog = port.clock.sleep(waitSeconds * 1_000 + RECEIVE_SLACK_MS, answered.signal);
      const messages = await Promise.race([receiving, watchdog]);
      if (messages !== undefined) {
        return messages;
      }
      this.hung += 1;
      const error = new Error(`ReceiveMessage was not answered ${RECEIVE_SLACK_MS / 1_000} s after its wait time.`);
      receiving.then(
        (messages) => onLate(messages, handout),
        () => undefined,
      );
      abort.abort(error);
      throw error;
    } finally {
      answered.abort(DONE);
      this.waiting -= 1;
    }
  }
}
