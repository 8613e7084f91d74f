import type { QueueMessage } from '../../../../consumer/engine/port';
import type { Settled } from '../../../../consumer/engine/settlement';
import type { Plan } from './plan';

/** Jepsen's counters of a queue. */
export interface Counters {
  attempted: number;
  acknowledged: number;
  /** Sent and acknowledged, and neither handled nor dead-lettered. */
  lost: number;
  /** Handled and never sent. */
  unexpected: number;
  /** Handled successfully once more. */
  duplicated: number;
}

export interface Verdict {
  readonly counters: Counters;
  /** What must never be, in words. */
  readonly violations: readonly string[];
}

/** Where the messages were when everything had ended. */
export interface Left {
  readonly inQueue: number;
  readonly deadLetters: { readonly sent: ReadonlySet<string>; readonly moved: ReadonlySet<string> };
}

/** What happened in a schedule, and what is wrong with it. */
export class History {
  private readonly groups = new Map<string, string | undefined>();
  private readonly known = new Set<string>();
  private readonly successes: string[] = [];
  /** The signals of handlers that succeeded, by receipt handle. */
  private readonly signals = new Map<string, AbortSignal>();
  /** What others may have had as well, because of something outside the engine. */
  private readonly excused = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly violations: string[] = [];

  constructor(private readonly plan: Plan) {}

  attempted(body: string, groupId: string | undefined): void {
    this.groups.set(body, groupId);
  }

  acknowledged(bodies: readonly string[]): void {
    for (const body of bodies) {
      this.known.add(body);
    }
  }

  succeeded({ body, receiptHandle }: QueueMessage, signal: AbortSignal): void {
    this.successes.push(body);
    this.signals.set(receiptHandle, signal);
    if (signal.aborted) {
      this.excused.add(body);
    }
  }

  failed({ body }: QueueMessage): void {
    this.failures.set(body, (this.failures.get(body) ?? 0) + 1);
  }

  settled({ message, undeleted }: Settled): void {
    if (undeleted === true || this.signals.get(message.receiptHandle)?.aborted) {
      this.excuse(message);
    }
  }

  excuse({ body }: QueueMessage): void {
    this.excused.add(body);
  }

  violation(text: string): void {
    this.violations.push(text);
  }

  /** Watches the handlers of one worker. */
  worker() {
    const running: QueueMessage[] = [];
    const groupOf = ({ attributes }: QueueMessage) => attributes['MessageGroupId'];
    return {
      begin: (message: QueueMessage) => {
        if (running.some(({ messageId }) => messageId === message.messageId)) {
          this.violation(`message ${message.body} was begun while it was being handled`);
        }
        if (this.plan.fifo && running.some((other) => groupOf(other) === groupOf(message))) {
          this.violation(`two messages of group ${groupOf(message)} were handled at a time`);
        }
        running.push(message);
        if (running.length > this.plan.concurrency) {
          this.violation(`${running.length} messages were handled at a time, ${this.plan.concurrency} are allowed`);
        }
      },
      end: (message: QueueMessage) => {
        running.splice(running.indexOf(message), 1);
      },
    };
  }

  verdict({ inQueue, deadLetters }: Left): Verdict {
    const succeeded = new Set(this.successes);
    const done = new Set([...succeeded, ...deadLetters.sent, ...deadLetters.moved]);
    const counters: Counters = {
      attempted: this.groups.size,
      acknowledged: this.known.size,
      lost: [...this.known].filter((body) => !done.has(body)).length,
      unexpected: [...done].filter((body) => !this.groups.has(body)).length,
      duplicated: this.successes.length - succeeded.size,
    };
    if (inQueue > 0) {
      this.violation(`${inQueue} messages are still in the queue`);
    }
    this.checkRepeats();
    this.checkMoves(deadLetters.moved);
    if (this.plan.fifo) {
      const letGo = (body: string) =>
        this.excused.has(body) && (deadLetters.sent.has(body) || deadLetters.moved.has(body));
      this.checkOrder([...succeeded].filter((body) => !letGo(body)));
    }
    return { counters, violations: this.violations };
  }

  /** Nothing is handled twice without a cause. */
  private checkRepeats(): void {
    const seen = new Set<string>();
    for (const body of this.successes) {
      if (seen.has(body) && !this.excused.has(body)) {
        this.violation(`message ${body} was handled twice, and nothing had gone wrong`);
      }
      seen.add(body);
    }
  }

  /**
   * SQS moves a message after `maxReceiveCount` receives; when nothing else goes wrong each was a failed attempt. On a
   * FIFO queue a failure costs its group's next messages a receive too, and a function whose time is over gives back
   * what it did not begin.
   */
  private checkMoves(moved: ReadonlySet<string>): void {
    if (!this.plan.calm || this.plan.fifo || this.plan.adapter === 'lambda') {
      return;
    }
    for (const body of moved) {
      const failures = this.failures.get(body) ?? 0;
      if (failures !== this.plan.maxReceiveCount) {
        this.violation(`message ${body} was moved to the dead-letter queue after ${failures} failed attempts`);
      }
    }
  }

  /**
   * Per group, messages succeed for the first time in the order in which they were sent. Left out are those that
   * somebody else dead-lettered while a handler went on.
   */
  private checkOrder(firstSuccesses: readonly string[]): void {
    const last = new Map<string | undefined, number>();
    for (const body of firstSuccesses) {
      const group = this.groups.get(body);
      if (Number(body) < (last.get(group) ?? -1)) {
        this.violation(`message ${body} of group ${group} succeeded after message ${last.get(group)}`);
      }
      last.set(group, Number(body));
    }
  }
}
