import type { Scene } from './scene';

export interface AwsPage {
  readonly title: string;
  readonly url: string;
}

export interface Finding {
  readonly holds: boolean;
  readonly observed: string;
}

interface CheckText {
  /** A sentence that is true when it passes. */
  readonly name: string;
  readonly expected: string;
  readonly why: string;
  readonly page: AwsPage;
  /** For how many seconds of the cloud's time it is looked at again, until it holds. @default 0 */
  readonly within?: number;
}

/** Judges what happened before what is configured, so that it accepts every correct solution. */
export interface Check<Observation> extends CheckText {
  look(observation: Observation, scene: Scene): Finding | Promise<Finding>;
}

/** A check with what it looks at. */
export interface Judgement extends CheckText {
  look(): Promise<Finding>;
}

export type Result = Omit<CheckText, 'within'> & {
  readonly status: 'pass' | 'fail' | 'not yet';
  readonly observed: string;
};

/** Looks once a second of the cloud's time, and never sleeps: on virtual time that takes no time. */
export async function judge(judgement: Judgement, scene: Pick<Scene, 'pass'>): Promise<Result> {
  const { name, expected, why, page, within = 0 } = judgement;
  let finding = await judgement.look();
  for (let waited = 0; !finding.holds && waited < within; waited += 1) {
    await scene.pass(1);
    finding = await judgement.look();
  }
  return { name, expected, why, page, observed: finding.observed, status: finding.holds ? 'pass' : 'fail' };
}
