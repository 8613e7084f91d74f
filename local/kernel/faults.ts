import { AwsError } from '../aws-error';
import type { Random } from './random';

/**
 * What a fault does to a request:
 * - `error`: it is refused, and nothing is done.
 * - `drop`: the connection breaks, and nothing is done.
 * - `reset`: it is carried out, and the connection breaks before the answer: the caller cannot know.
 * - `late`: it is carried out `seconds` later.
 * - `delay`: it is carried out, and the answer comes `seconds` later.
 * - `partial`: entries of an SQS batch fail, each by itself, and the others are carried out.
 * - `empty`: `sqs:ReceiveMessage` finds nothing, as a short poll may.
 * - `duplicate`: what `sqs:ReceiveMessage` hands out is visible again at once, each message by itself. Standard queues
 *   only: FIFO queues do not deliver twice before the visibility timeout.
 */
export type FaultEffect = 'error' | 'drop' | 'reset' | 'late' | 'delay' | 'partial' | 'empty' | 'duplicate';

/** A fault that strikes some of the calls of an action, chosen by the seed. */
export interface Fault {
  /** An API action such as `sqs:DeleteMessageBatch`, or `lambda:Crash` for a function's environment that dies. */
  readonly on: string;
  /** Share of the calls (of the entries or messages, with `partial` and `duplicate`) that are struck, 0 to 1. */
  readonly probability: number;
  /** @default 'error' */
  readonly effect?: FaultEffect;
  /** Of `error` and `partial`. @default a 503 ServiceUnavailable; of an entry, a 500 InternalError */
  readonly error?: { readonly code: string; readonly message: string; readonly status?: number };
  /** Of `late` and `delay`: seconds of the cloud's time, 0 or more. @default 1 */
  readonly seconds?: number;
  /** How often it strikes in all, 0 or more. @default without end */
  readonly atMost?: number;
}

const ofEntries: readonly FaultEffect[] = ['partial', 'duplicate'];

/** Injected faults. Each action draws from a source of its own, so that one does not disturb another's luck. */
export class Faults {
  private readonly sources = new Map<string, Random>();
  private readonly struck = new Map<Fault, number>();
  private faults: readonly Fault[] = [];

  constructor(
    private readonly random: Random,
    faults: readonly Fault[],
    private readonly onStrike: (fault: Fault) => void = () => undefined,
  ) {
    this.replace(faults);
  }

  /** From now on these, and no others. */
  replace(faults: readonly Fault[]): void {
    for (const fault of faults) check(fault);
    this.faults = faults;
  }

  /** The fault that strikes this call of `on` as a whole. */
  strikes(on: string): Fault | undefined {
    return this.find(on, (effect) => !ofEntries.includes(effect));
  }

  /** Whether this entry of a batch, or this message of a receive, is struck. */
  strikesEntry(on: string, effect: 'partial' | 'duplicate'): Fault | undefined {
    return this.find(on, (other) => other === effect);
  }

  /** What this entry of a batch fails with, if it does. */
  entryError(on: string): AwsError | undefined {
    const fault = this.strikesEntry(on, 'partial');
    if (fault === undefined) return undefined;
    const { code, message, status } = fault.error ?? {
      code: 'InternalError',
      message: 'We encountered an internal error. Please try again. (injected fault)',
    };
    return new AwsError(code, message, { status: status ?? 500 });
  }

  /** Whether `on` is struck at a place that has a name, whatever else was drawn before. */
  strikesAt(on: string, place: string): boolean {
    return this.faults.some(
      (fault) =>
        fault.on === on &&
        this.random.fork(`fault/${on}/${place}`).number() < fault.probability &&
        this.hasStrikesLeft(fault),
    );
  }

  private find(on: string, matches: (effect: FaultEffect) => boolean): Fault | undefined {
    for (const fault of this.faults) {
      const { effect = 'error' } = fault;
      if (fault.on !== on || !matches(effect)) continue;
      const name = effect === 'error' ? on : `${on}/${effect}`;
      let source = this.sources.get(name);
      if (source === undefined) {
        source = this.random.fork(`fault/${name}`);
        this.sources.set(name, source);
      }
      if (source.number() < fault.probability && this.hasStrikesLeft(fault)) return fault;
    }
    return undefined;
  }

  /** Counts this strike. */
  private hasStrikesLeft(fault: Fault): boolean {
    const count = this.struck.get(fault) ?? 0;
    if (count >= (fault.atMost ?? Number.POSITIVE_INFINITY)) return false;
    this.struck.set(fault, count + 1);
    this.onStrike(fault);
    return true;
  }
}

export function errorOf(fault: Fault): AwsError {
  const { code, message, status } = fault.error ?? {
    code: 'ServiceUnavailable',
    message: 'Service is temporarily unavailable (injected fault).',
  };
  return new AwsError(code, message, { status: status ?? 503 });
}

function check({ on, probability, seconds = 0, atMost = 0 }: Fault): void {
  const wrong = (name: string, rule: string, value: number) =>
    new RangeError(`'${name}' of the fault on ${on} must be ${rule}, got ${value}. Give a number in that range.`);
  if (!(probability >= 0 && probability <= 1)) throw wrong('probability', 'from 0 to 1', probability);
  if (!(seconds >= 0)) throw wrong('seconds', '0 or more', seconds);
  if (!(atMost >= 0)) throw wrong('atMost', '0 or more', atMost);
}
