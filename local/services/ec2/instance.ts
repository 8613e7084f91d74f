import type { InstanceListener, LaunchOrder } from './fleet';
import { ConsoleOutput } from './machine/console-output';
import type { Machine } from './machine/machine';

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated';

/** "InstanceState", API Reference. */
export const STATE_CODES: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
};

/** One EC2 instance. What runs in it is its machine's affair. */
export class Instance {
  state: InstanceState = 'pending';
  stateReason: string | undefined;
  machine: Machine | undefined;
  /** When a Spot interruption ends it, in milliseconds since 1970. */
  interruptedAt: number | undefined;
  readonly console = new ConsoleOutput();

  constructor(
    readonly id: string,
    readonly order: LaunchOrder,
    readonly listener: InstanceListener,
    /** Milliseconds since 1970. */
    readonly launched: number,
  ) {}

  get instanceType(): string {
    return this.order.instanceType ?? this.order.template.data.InstanceType ?? 'm1.small';
  }

  get isSpot(): boolean {
    return this.order.spot || this.order.template.data.InstanceMarketOptions?.MarketType === 'spot';
  }
}
