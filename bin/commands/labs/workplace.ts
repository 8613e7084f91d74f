import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Lab } from '../../../labs/contract';
import { labFolder } from '../../../labs/runner/folders';
import { UsageError } from '../../usage-error';

/** The folder of somebody's own copies, one for each lab, and of the progress file. */
export class Workplace {
  readonly directory: string;

  constructor(directory = 'spillway-labs') {
    this.directory = resolve(directory);
    if (this.directory.split(sep).includes('node_modules'))
      throw new UsageError(
        `'--dir' must not be within node_modules, got '${this.directory}'. npm deletes what is there. Change to a folder of your own.`,
      );
  }

  get progressFile(): string {
    return join(this.directory, 'progress.json');
  }

  /** What was deployed into accounts, and not yet removed. */
  get accountRunsFile(): string {
    return join(this.directory, 'account-runs.json');
  }

  folderOf({ slug }: Lab): string {
    return join(this.directory, slug);
  }

  /** Where the copy of a lab is. It is made when it is not there yet; one that is stays as it is. */
  open(lab: Lab): string {
    const folder = this.folderOf(lab);
    if (!existsSync(folder)) this.reset(lab);
    return folder;
  }

  /** Brings the start back, and with it everything that was changed in the copy. */
  reset(lab: Lab): void {
    const folder = this.folderOf(lab);
    try {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      cpSync(labFolder(lab.slug, 'start'), folder, { recursive: true });
    } catch (error) {
      throw new UsageError(
        `The folder ${folder} cannot be written: ${error instanceof Error ? error.message : error}. Change to another folder, or name one with --dir.`,
      );
    }
  }
}
