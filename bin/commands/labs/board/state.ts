export const LANES = ['delayed', 'visible', 'in-flight', 'deleted'] as const;
export type Lane = (typeof LANES)[number];

/** A message on the board. */
export interface Card {
  readonly label: string;
  /** Of the board's `groups`. */
  readonly group?: number;
  readonly receives: number;
  /** Until it is visible, or until its retention is over when it is visible; undefined for a deleted one. */
  readonly secondsLeft?: number;
}

export interface QueueState {
  readonly name: string;
  /** Names of the queues that it is the dead-letter queue of. */
  readonly deadLettersOf: readonly string[];
  readonly deadLetterQueue?: string;
  readonly maxReceiveCount?: number;
  /** Seconds. */
  readonly visibilityTimeout: number;
  readonly delay: number;
  /** How many there are; `cards` has the first of them. */
  readonly counts: Readonly<Record<Lane, number>>;
  readonly cards: Readonly<Record<Lane, readonly Card[]>>;
}

/** Something that happened to a message, or that a policy denied. */
export interface Happening {
  /** Since the story began. */
  readonly seconds: number;
  readonly queue: string;
  readonly message: string;
  readonly what: string;
  /** The call, or the deadline, that did it. */
  readonly by: string;
  /** A denial, or what ends the story: told in full. */
  readonly trouble: boolean;
}

/** What a board shows. It comes from another process, so it is plain data. */
export interface BoardState {
  readonly title: string;
  readonly seconds: number;
  readonly pace: string;
  /** Sources first, each followed by its dead-letter queue. */
  readonly queues: readonly QueueState[];
  readonly groups: readonly string[];
  /** The last ones. */
  readonly happenings: readonly Happening[];
}
