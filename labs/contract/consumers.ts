import type { Scene } from './scene';

export interface ConsumerProblem {
  /** Seconds since the story began. */
  readonly at: number;
  readonly message: string;
}

/** What a request to AWS and back takes, in seconds: nothing that polls can do so more often. */
export const ROUND_TRIP = 0.25;

/**
 * Calls a consumer's function again and again, as the loop of a worker does, until `end` seconds of the story. What it
 * throws is written down, and it goes on after a second.
 */
export async function keepConsuming(
  scene: Scene,
  end: number,
  consume: () => unknown,
): Promise<readonly ConsumerProblem[]> {
  const problems: ConsumerProblem[] = [];
  while (scene.now() < end) {
    try {
      await consume();
      await scene.sleep(ROUND_TRIP);
    } catch (error) {
      problems.push({ at: scene.now(), message: error instanceof Error ? error.message : String(error) });
      await scene.sleep(1);
    }
  }
  return problems;
}
