import type { QueueDepth } from '../../services/sqs/model/queue-operations';
import type { SimulatedQueue } from '../simulated-queue';
import type { Job } from '../workload/workload';
import { FATE, type Ledger } from './ledger';

/** Thrown when a simulation contradicts itself: a defect of the simulator, or of the queue that it drives. */
export class BooksError extends Error {
  override readonly name = 'BooksError';
}

/** Of sums of many floating-point numbers. */
const TOLERANCE = 1e-7;

/**
 * What has to hold in every run, from two accounts that know nothing of each other: what the queue counts, and what the
 * workers and the ledger wrote down of each message.
 */
export class Books {
  private messageSeconds = 0;
  private busySeconds = 0;
  private inQueue = 0;
  private inFlight = 0;
  private since: number;

  constructor(
    private readonly queue: SimulatedQueue,
    start: number,
  ) {
    this.since = start;
  }

  /** After everything that happens: until then, the queue held what it held before. */
  settle(now: number, { visible, inFlight, delayed }: QueueDepth): void {
    this.messageSeconds += (this.inQueue * (now - this.since)) / 1000;
    this.busySeconds += (this.inFlight * (now - this.since)) / 1000;
    this.inQueue = visible + inFlight + delayed;
    this.inFlight = inFlight;
    this.since = now;
  }

  /** Throws a {@link BooksError} when the accounts differ. */
  close(ledger: Ledger, jobs: readonly Job[], end: number): void {
    const { counts } = this.queue.queue;
    const deadLettered = this.queue.deadLetters.depth(end);
    const { visible, inFlight, delayed } = this.queue.queue.depth(end);
    const inQueue = visible + inFlight + delayed;
    equal('messages sent', counts.sent, ledger.sent);
    const expired = ledger.fate.reduce((count, fate) => count + (fate === FATE.expired ? 1 : 0), 0);
    const known = counts.deleted + deadLettered.visible + expired + inQueue;
    equal('messages sent, and done + dead-lettered + expired + in the queue', counts.sent, known);
    equal('messages that left the queue', counts.sent - inQueue, ledger.left);
    let sojourns = 0;
    let workDone = 0;
    for (let index = 0; index < ledger.sent; index += 1) {
      if (ledger.fate[index] === FATE.done) workDone += jobs[index]?.work ?? 0;
      sojourns += ((ledger.leftAt[index] || end) - (ledger.sentAt[index] ?? 0)) / 1000;
    }
    // Little's law for a finite time: the messages in the queue, summed over time, are their times in it, summed over them.
    equal("Little's law: message seconds in the queue and in the ledger", this.messageSeconds, sojourns);
    const { completed, failures, kills, inVain } = ledger;
    equal('seconds of work in the jobs that were done, and in the attempts that did them', workDone, completed.seconds);
    const worked = completed.seconds + failures.seconds + kills.seconds + inVain.seconds;
    if (worked > this.busySeconds * (1 + TOLERANCE) + TOLERANCE) {
      throw new BooksError(
        `Workers were busy for ${worked} s, but messages were in flight for ${this.busySeconds} s only.`,
      );
    }
  }
}

function equal(what: string, one: number, other: number): void {
  if (Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one))) return;
  throw new BooksError(`The books do not balance, ${what}: ${one} is not ${other}.`);
}
