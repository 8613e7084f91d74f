import { types } from 'node:util';
import { LocalCloud } from '../../local';
import { type AwsPage, judge, type Lab, LabError, type Result, type Scene } from '../contract';
import { Code } from './code';
import { localScene } from './local-scene';
import { timersOf } from './timers';

export interface Report {
  readonly passed: boolean;
  /** What happened, a line for each thing. */
  readonly told: readonly string[];
  readonly results: readonly Result[];
}

/** The check that comes before a lab's own. */
export const PLAYABLE = 'The code loads, and the stack deploys';

const deploying: AwsPage = {
  title: 'AWS CDK Developer Guide: Deploy AWS CDK applications',
  url: 'https://docs.aws.amazon.com/cdk/v2/guide/deploy.html',
};

/** Plays a lab with the code of a folder on a local cloud of its own, on virtual time, and judges what happened. */
export async function runLab(lab: Lab, directory: string): Promise<Report> {
  const cloud = await LocalCloud.start({ clock: 'virtual' });
  try {
    const timers = timersOf(cloud);
    return await playOn(lab, () => localScene(cloud, new Code(directory, timers), timers));
  } finally {
    await cloud.stop();
  }
}

/** Plays a lab on a scene, which is made first, and judges what happened. What fails on the way is said, too. */
export async function playOn(lab: Lab, open: () => Promise<Scene>, without: readonly string[] = []): Promise<Report> {
  try {
    const scene = await open();
    const { told, judgements } = await lab.play(scene);
    const results: Result[] = [];
    for (const judgement of judgements) {
      if (!without.includes(judgement.name)) results.push(await judge(judgement, scene));
    }
    return { passed: results.every(({ status }) => status === 'pass'), told, results };
  } catch (error) {
    return { passed: false, told: [], results: unplayable(lab, error) };
  }
}

function unplayable(lab: Lab, error: unknown): readonly Result[] {
  const failed: Result = {
    name: PLAYABLE,
    status: 'fail',
    observed: messageOf(error),
    expected: 'stack.ts and what it needs can be synthesized and deployed',
    why: 'Nothing can be seen of a system that does not run.',
    page: deploying,
  };
  const waiting = lab.checkNames.map(
    (name): Result => ({ ...failed, name, status: 'not yet', observed: 'not played' }),
  );
  return [failed, ...waiting];
}

/** A defect of the learner's code is shown with the place, a mistake that the lab explains without. */
export function messageOf(error: unknown): string {
  // Not `instanceof`: learners' code may have an Error of its own.
  if (!types.isNativeError(error)) return String(error);
  if (error instanceof LabError || error.name === 'StackFailure') return error.message;
  const place = error.stack?.split('\n').find((line) => /\.ts:\d+/.test(line) && !line.includes('node_modules'));
  return `${error.name}: ${error.message}${place === undefined ? '' : `\n${place.trim()}`}`;
}
