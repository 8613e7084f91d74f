import type { Assets } from '../assets';
import type { Clock } from './clock';
import type { EventStream } from './events';
import type { Faults } from './faults';
import type { Random } from './random';
import type { Work } from './work';

/** What every part of the local cloud shares. Nothing in `local/` takes time, chance or events from elsewhere. */
export interface Kernel {
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventStream;
  readonly faults: Faults;
  /** What is going on right now; virtual time stands still until it is over. */
  readonly work: Work;
  readonly assets: Assets;
  /** A folder of this cloud's own, for large objects and inline code. Removed when the cloud stops. */
  readonly directory: string;
}
