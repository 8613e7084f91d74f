import { AwsError } from '../aws-error';
import type { Random } from './random';

/** A fault that strikes some of the calls of an action, chosen by the seed. */
export interface Fault {
  /** An API action such as `sqs:DeleteMessageBatch`, or `lambda:Crash` for a function's environment that dies. */
  readonly on: string;
  /** Share of the calls that fail, 0 to 1. */
  readonly probability: number;
  /** @default a 503 ServiceUnavailable */
  readonly error?: { readonly code: string; readonly message: string; readonly status?: number };
}

/** Injected faults. Each action draws from a source of its own, so that one does not disturb another's luck. */
export class Faults {
  private readonly sources = new Map<string, Random>();

  constructor(
    private readonly random: Random,
    private readonly faults: readonly Fault[],
  ) {}

  /** Whether this call of `on` is struck. */
  strikes(on: string): Fault | undefined {
    for (const fault of this.faults) {
      if (fault.on !== on) continue;
      let source = this.sources.get(on);
      if (source === undefined) {
        source = this.random.fork(`fault/${on}`);
        this.sources.set(on, source);
      }
      if (source.number() < fault.probability) return fault;
    }
    return undefined;
  }

  /** Whether `on` is struck at a place that has a name, whatever else was drawn before. */
  strikesAt(on: string, place: string): boolean {
    return this.faults.some(
      (fault) => fault.on === on && this.random.fork(`fault/${on}/${place}`).number() < fault.probability,
    );
  }

  throwIfStruck(on: string): void {
    const fault = this.strikes(on);
    if (fault === undefined) return;
    const { code, message, status } = fault.error ?? {
      code: 'ServiceUnavailable',
      message: 'Service is temporarily unavailable (injected fault).',
      status: 503,
    };
    throw new AwsError(code, message, { status: status ?? 503 });
  }
}
