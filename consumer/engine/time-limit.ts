import { DONE } from './clock';
import type { Clock } from './port';

/** A time by which work must have ended. It can come closer, and never goes further away. */
export class TimeLimit {
  private closer = new AbortController();

  /** @param at milliseconds since 1970 */
  constructor(
    private readonly clock: Clock,
    private at: number,
  ) {}

  shorten(at: number): void {
    if (at < this.at) {
      this.at = at;
      this.closer.abort(DONE);
    }
  }

  /** Whether the work ended `reserveMs` before the limit. */
  async allows(work: Promise<unknown>, reserveMs = 0): Promise<boolean> {
    let ended = false;
    const ending = work.then(() => {
      ended = true;
      this.closer.abort(DONE);
    });
    do {
      this.closer = new AbortController();
      await Promise.race([ending, this.clock.sleep(this.at - reserveMs - this.clock.now(), this.closer.signal)]);
    } while (!ended && this.clock.now() < this.at - reserveMs);
    this.closer.abort(DONE);
    return ended;
  }
}
