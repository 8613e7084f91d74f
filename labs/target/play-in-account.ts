import type { Lab } from '../contract';
import { playOn, type Report } from '../runner/run-lab';
import { accountScene, type Stage } from './account-scene';

/** Plays a lab in an account: the same story, the same checks but those that one account cannot show. */
export const playInAccount = (lab: Lab, directory: string, stage: Stage): Promise<Report> =>
  playOn(lab, () => accountScene(directory, stage), lab.inAccount?.without);
