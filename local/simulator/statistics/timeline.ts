import type { RunningControl, World } from '../scenario';

/** How things stood at one moment. */
export interface Moment {
  /** Seconds since the workload began. */
  readonly at: number;
  /** Messages since the moment before. */
  readonly arrivals: number;
  readonly visible: number;
  readonly inFlight: number;
  /** Instances that are wanted, that are paid for, and whose workers work. */
  readonly desired: number;
  readonly running: number;
  readonly working: number;
}

/** What the picture shows: about as many moments as it has columns. */
const MOMENTS = 480;

export class Timeline {
  readonly moments: Moment[] = [];
  /** How often the wanted capacity turned from growing to shrinking or back. */
  reversals = 0;
  private sent = 0;
  private direction = 0;
  private desired: number;

  constructor(
    private readonly world: World,
    private readonly control: RunningControl,
  ) {
    this.desired = control.desired;
    const { agenda, begin, end } = world;
    const step = Math.max((end - begin) / MOMENTS, 1000);
    const look = (now: number) => {
      this.look(now);
      if (now < end) agenda.at(Math.min(now + step, end), look);
    };
    agenda.at(begin, look);
  }

  /** After everything that happens. */
  follow(): void {
    const { desired } = this.control;
    const direction = Math.sign(desired - this.desired);
    if (direction === 0) return;
    if (direction === -this.direction) this.reversals += 1;
    this.direction = direction;
    this.desired = desired;
  }

  private look(now: number): void {
    const { queue, fleet, begin } = this.world;
    const { visible, inFlight, sent } = queue.sample(now);
    const { desired } = this.control;
    const { running, working } = fleet;
    const arrivals = sent - this.sent;
    this.sent = sent;
    this.moments.push({ at: (now - begin) / 1000, arrivals, visible, inFlight, desired, running, working });
  }
}
