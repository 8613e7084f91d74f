import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { EventIntake } from '../events';
import { Buckets } from './model/buckets';
import { ObjectStorage } from './storage';

/** What the actions of S3 share. */
export class S3 {
  readonly buckets = new Buckets();
  readonly storage: ObjectStorage;
  readonly random: Random;
  private lastEvent = 0;
  private events = 0;

  constructor(
    readonly kernel: Kernel,
    readonly eventBridge: EventIntake,
  ) {
    this.storage = new ObjectStorage(kernel.directory);
    this.random = kernel.random.fork('s3');
  }

  /** S3 keeps whole seconds, because that is what HTTP dates hold. */
  get lastModified(): number {
    return Math.floor(this.kernel.clock.now() / 1_000) * 1_000;
  }

  /** Grows from event to event, even when the machine's clock is set back. */
  nextSequencer(): string {
    this.lastEvent = Math.max(this.lastEvent, this.kernel.clock.now());
    this.events += 1;
    return `${hex(this.lastEvent, 12)}${hex(this.events, 8)}`;
  }
}

function hex(value: number, digits: number): string {
  return Math.floor(value).toString(16).toUpperCase().padStart(digits, '0');
}
