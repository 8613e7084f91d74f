import type { Fault } from '../../local';
import type { Job } from './world/job';
import type { ConsumerKind, QueueKind } from './world/stacks';
import type { Costs, History } from './world/verdict';
import type { World } from './world/world';

export interface Where {
  readonly queue: QueueKind;
  readonly consumer: ConsumerKind;
}

/** A fault of the catalogue: what is injected, and what it may cost. */
export interface FaultCase {
  readonly name: string;
  /** How it is injected, for the table in the documents. */
  readonly how: string;
  /** In force while messages are sent and for `lastsSeconds` after that. */
  readonly faults?: readonly Fault[];
  /** What handlers do with the message. @default everything is fine */
  readonly job?: (n: number, now: number) => Omit<Job, 'n'>;
  /** Sends `count` messages in another way. */
  readonly send?: (world: World, count: number) => Promise<void>;
  /** Happens while the messages are worked on. */
  readonly during?: (world: World, count: number) => Promise<void>;
  /** @default 60 */
  readonly lastsSeconds?: number;
  /** Happens when the queue has been drained: another drain follows. */
  readonly afterwards?: (world: World) => Promise<void>;
  /** @default nothing */
  readonly costs?: Costs | ((where: Where) => Costs);
  /** Further claims; what is wrong, in words. */
  readonly check?: (history: History) => readonly string[];
  readonly skewSeconds?: (where: Where) => number;
  /** Of a worker. @default 30 */
  readonly visibilitySeconds?: number;
  /** Of the function. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it cannot happen, and why. */
  readonly impossible?: Partial<Record<QueueKind | ConsumerKind, string>>;
}
