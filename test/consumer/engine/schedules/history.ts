import type { QueueMessage } from '../../../../consumer/engine/port';
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
  readonly seed: number;
  readonly counters: Counters;
  /** What must never be, in words. */
  readonly violations: readonly string[];
}

/** What happened in a schedule, and what is wrong with it. */
export class History {
  private readonly groups = new Map<string, string | undefined>();
  private readonly known = new Set<string>();
  private readonly successes: string[] = [];
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

  succeeded({ body }: QueueMessage): void {
    this.successes.push(body);
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

  verdict(seed: number, left: readonly string[], deadLetters: readonly string[]): Verdict {
    const succeeded = new Set(this.successes);
    const done = new Set([...succeeded, ...deadLetters]);
    const counters: Counters = {
      attempted: this.groups.size,
      acknowledged: this.known.size,
      lost: [...this.known].filter((body) => !done.has(body)).length,
      unexpected: [...done].filter((body) => !this.groups.has(body)).length,
      duplicated: this.successes.length - succeeded.size,
    };
    if (left.length > 0) {
      this.violation(`${left.length} messages are still in the queue`);
    }
    if (this.plan.calm && counters.duplicated > 0) {
      this.violation(`${counters.duplicated} messages were handled twice, and nothing had gone wrong`);
    }
    if (this.plan.fifo) {
      this.checkOrder([...succeeded]);
    }
    return { seed, counters, violations: this.violations };
  }

  /** Per group, messages succeed for the first time in the order in which they were sent. */
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
