import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { Delivery } from './delivery';
import type { Topics } from './topics';

/** What every action of SNS works on. */
export interface Sns {
  readonly kernel: Kernel;
  readonly topics: Topics;
  readonly random: Random;
  readonly delivery: Delivery;
}
