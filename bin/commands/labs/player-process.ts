import { LABS } from '../../../labs/catalogue';
import { preload } from '../../../labs/runner/packages';
import { runLab } from '../../../labs/runner/run-lab';
import { hearParent, useTemporary } from './fork-command';

interface Request {
  readonly slug: string;
  readonly directory: string;
  readonly temporary: string;
}

/** The other end of `Player`: plays what it is told until the channel closes. */
export function runPlayer(): void {
  hearParent(play);
  preload();
}

async function play({ slug, directory, temporary }: Request): Promise<void> {
  useTemporary(temporary);
  const lab = LABS.find((candidate) => candidate.slug === slug);
  if (lab === undefined) throw new Error(`There is no lab '${slug}'.`);
  process.send?.(await runLab(lab, directory));
}
