import { setTimeout as wait } from 'node:timers/promises';
import type { Timers } from '../runner/timers';

/** How time passes where a lab is played. */
export interface Time {
  /** Milliseconds since 1970. */
  now(): number;
  pass(seconds: number): Promise<void>;
  /** See `Scene`. */
  readonly pollSeconds: number;
  /** For the learner's code. */
  readonly timers: Timers;
}

/** AWS's time cannot be moved: it is waited for. */
export const realTime: Time = {
  now: () => Date.now(),
  pass: (seconds) => wait(seconds * 1_000),
  pollSeconds: 1,
  timers: { setTimeout, setInterval, clearTimeout, clearInterval },
};
