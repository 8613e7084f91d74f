import { mkdirSync, rmSync } from 'node:fs';
import { LABS } from '../../../labs/catalogue';
import { preload } from '../../../labs/runner/packages';
import { runLab } from '../../../labs/runner/run-lab';

interface Request {
  readonly slug: string;
  readonly directory: string;
  /** For what the local cloud and CDK write; removed by who is left of the two processes. */
  readonly temporary: string;
}

/** The other end of `Player`: plays what it is told until the channel closes. */
export function runPlayer(): void {
  // Ctrl-C reaches the whole group; the command decides when this ends.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => {
    if (temporaryFolder !== undefined) rmSync(temporaryFolder, { recursive: true, force: true });
    process.exit(0);
  });
  // A promise of the learner's that nobody waits for: the checks say what follows from it.
  process.on('unhandledRejection', (error) => process.stderr.write(`${error}\n`));
  process.on('message', (request: Request) => void play(request));
  preload();
}

let temporaryFolder: string | undefined;

async function play({ slug, directory, temporary }: Request): Promise<void> {
  temporaryFolder = temporary;
  mkdirSync(temporary, { recursive: true });
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = temporary;
  const lab = LABS.find((candidate) => candidate.slug === slug);
  if (lab === undefined) throw new Error(`There is no lab '${slug}'.`);
  process.send?.(await runLab(lab, directory));
}
