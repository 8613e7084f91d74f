import { LABS } from '../../../labs/catalogue';
import type { Lab } from '../../../labs/contract';
import { UsageError } from '../../usage-error';
import { calledAs } from './called-as';
import type { Progress } from './progress';

/** By slug or by its number in the list. @throws UsageError when there is none */
export function findLab(name: string): Lab {
  const lab = LABS.find(({ slug }, index) => slug === name || String(index + 1) === name);
  if (lab !== undefined) return lab;
  throw new UsageError(
    `There is no lab '${name}'. '${calledAs()} list' shows them: ${LABS.map(({ slug }) => slug).join(', ')}.`,
  );
}

/** The first one that has not passed; the last one when all have. */
export function nextLab(progress: Progress): Lab {
  const lab = LABS.find(({ slug }) => progress.of(slug).passedAt === undefined) ?? LABS.at(-1);
  if (lab === undefined) throw new Error('There are no labs.');
  return lab;
}
