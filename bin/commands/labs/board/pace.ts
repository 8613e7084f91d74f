import type { LocalCloud } from '../../../../local';

const FRAME_MILLISECONDS = 50;
/** How far a step goes when nothing is in the queues that could happen: a function may still send. */
const FARTHEST_MILLISECONDS = 3_600_000;

interface Passing {
  readonly until: number;
  resume(): void;
}

/**
 * Moves a cloud's virtual time as somebody at the keys wants it, but never past what the story waits for: a story holds
 * the clock until it lets time pass. What happens is the same however the time is cut into pieces.
 */
export class Pace {
  /** What the board calls it. */
  name = 'paused';
  private story = false;
  private passing: Passing | undefined;
  private halted = false;
  private moving: Promise<void> = Promise.resolve();
  private wake = (): void => {};

  constructor(
    private readonly cloud: LocalCloud,
    private readonly around: {
      /** How many things have happened. */
      readonly happened: () => number;
      readonly nextDeadline: () => number | undefined;
      /** Something may have changed. */
      readonly changed: () => void;
    },
  ) {}

  /** For the story: comes back when that much time has passed. */
  pass(milliseconds: number): Promise<void> {
    return new Promise((resume) => {
      this.passing = { until: this.cloud.now() + milliseconds, resume };
      this.wake();
    });
  }

  /** From now on time waits for this story, until it is over. */
  tell(story: Promise<unknown>): void {
    this.story = true;
    const over = (): void => {
      this.story = false;
      this.halt();
    };
    story.then(over, over);
    this.move('paused', () => this.atRest());
  }

  /** To the next instant at which something happens on the board. */
  step(): void {
    this.move('next event', async () => {
      const before = this.around.happened();
      const wasPlaying = this.story;
      const farthest = this.story
        ? Number.POSITIVE_INFINITY
        : (this.around.nextDeadline() ?? this.cloud.now() + FARTHEST_MILLISECONDS);
      await this.run(farthest, () => this.around.happened() > before || this.story !== wasPlaying);
    });
  }

  jump(seconds: number): void {
    this.move(`jumping ${seconds} s`, () => this.run(this.cloud.now() + seconds * 1_000, () => false));
  }

  /** Goes on until the next command, or the end of the story. */
  go(name: string, speed: number): void {
    this.move(name, async () => {
      for (let last = performance.now(); !this.halted; ) {
        await new Promise((resolve) => setTimeout(resolve, FRAME_MILLISECONDS));
        const now = performance.now();
        await this.run(this.cloud.now() + (now - last) * speed, () => false);
        last = now;
      }
    });
  }

  pause(): void {
    this.halt();
  }

  /** Comes back when time stands still. */
  async rest(): Promise<void> {
    for (let last: Promise<void> | undefined; last !== this.moving; ) {
      last = this.moving;
      await last;
    }
  }

  private halt(): void {
    this.halted = true;
    this.wake();
  }

  private move(name: string, task: () => Promise<void>): void {
    this.halt();
    this.moving = this.moving.then(async () => {
      this.halted = false;
      this.name = name;
      this.around.changed();
      await task();
      this.name = 'paused';
      this.around.changed();
    });
  }

  private async run(until: number, enough: () => boolean): Promise<void> {
    await this.atRest();
    while (!this.halted && !enough()) {
      const limit = Math.min(until, this.passing?.until ?? Number.POSITIVE_INFINITY);
      const next = Math.min(this.cloud.nextDue() ?? Number.POSITIVE_INFINITY, limit);
      if (next === Number.POSITIVE_INFINITY) return;
      await this.cloud.advance(Math.max(0, next - this.cloud.now()));
      this.around.changed();
      if (this.passing !== undefined && this.cloud.now() >= this.passing.until) {
        const { resume } = this.passing;
        this.passing = undefined;
        resume();
        await this.atRest();
      }
      if (this.cloud.now() >= until) return;
    }
  }

  /** Until the story, and what runs aside, has done all that takes no time. */
  private async atRest(): Promise<void> {
    while (this.story && this.passing === undefined && !this.halted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    await this.cloud.advance(0);
  }
}
