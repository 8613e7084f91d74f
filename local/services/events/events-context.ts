import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { EventBuses } from './event-buses';
import type { Rules } from './rules';

/** What every action of EventBridge works on. */
export interface Events {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly rules: Rules;
  readonly buses: EventBuses;
}
