import { existsSync, readFileSync } from 'node:fs';
import type { LabRun } from '../../../../labs/target/lab-run';
import { UsageError } from '../../../usage-error';
import { writeWhole } from '../whole-file';

const version = 1;

/** The runs that may have left something in an account: written before anything is made there. */
export class AccountRuns {
  constructor(private readonly file: string) {}

  /** The latest last. */
  all(): readonly LabRun[] {
    if (!existsSync(this.file)) return [];
    try {
      const content: unknown = JSON.parse(readFileSync(this.file, 'utf8'));
      if (isRecord(content) && content['version'] === version && Array.isArray(content['runs'])) {
        const runs: readonly unknown[] = content['runs'];
        if (runs.every(isRun)) return runs;
      }
    } catch {
      // Said below.
    }
    throw new UsageError(
      `${this.file} must be a list of runs of version ${version}, and is none that can be read. It says what labs deployed into accounts. Rename it, and 'labs down --all' finds them by their tags.`,
    );
  }

  add(run: LabRun): void {
    this.write([...this.all(), run]);
  }

  remove({ id }: LabRun): void {
    this.write(this.all().filter((run) => run.id !== id));
  }

  private write(runs: readonly LabRun[]): void {
    writeWhole(this.file, { version, runs });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isRun = (value: unknown): value is LabRun =>
  isRecord(value) && ['id', 'lab', 'account', 'region', 'began'].every((name) => typeof value[name] === 'string');
