/** One message, and what it costs a worker. */
export interface Job {
  /** Milliseconds from the beginning. */
  readonly at: number;
  /** Seconds that a slot is busy with it. */
  readonly work: number;
  /** Fails each time it is tried. */
  readonly poison: boolean;
}

/** What is sent to the queue: a trace, or a pattern drawn with a seed. */
export interface Workload {
  readonly name: string;
  /** In the order of their times. */
  readonly jobs: readonly Job[];
  /** Milliseconds. */
  readonly duration: number;
}

/** Seconds of slot time that a job needs until it is done, or dead-lettered after so many receives. */
export function workOf({ work, poison }: Job, maxReceiveCount: number): number {
  return poison ? work * maxReceiveCount : work;
}
