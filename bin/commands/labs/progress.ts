import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../../usage-error';
import { writeWhole } from './whole-file';

export interface LabProgress {
  /** When the checks passed first, as ISO 8601. */
  readonly passedAt?: string;
  /** Hints that were shown, 0 to 3. */
  readonly hints: number;
  readonly runs: number;
  readonly prediction?: 'right' | 'wrong';
}

const untouched: LabProgress = { hints: 0, runs: 0 };
const version = 1;

/** A file that is keyed by slug, so that labs may be added and put in another order. */
export class Progress {
  private labs: Record<string, LabProgress>;

  constructor(private readonly file: string) {
    this.labs = existsSync(file) ? read(file) : {};
  }

  of(slug: string): LabProgress {
    return this.labs[slug] ?? untouched;
  }

  update(slug: string, change: Partial<LabProgress>): void {
    this.labs = { ...this.labs, [slug]: { ...this.of(slug), ...change } };
    this.write();
  }

  forget(slug: string): void {
    const { [slug]: _, ...others } = this.labs;
    this.labs = others;
    this.write();
  }

  private write(): void {
    writeWhole(this.file, { version, labs: this.labs });
  }
}

/** Labs that are not known, of another version for example, stay in the file. */
function read(file: string): Record<string, LabProgress> {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isRecord(content) && content['version'] === version && isRecord(content['labs'])) {
      return Object.fromEntries(
        Object.entries(content['labs']).map(([slug, lab]) => [slug, { ...untouched, ...(isRecord(lab) ? lab : {}) }]),
      );
    }
  } catch {
    // Said below.
  }
  throw new UsageError(
    `${file} must be a progress file of version ${version}, and is none that can be read. Your copies of the labs are not touched by it. Rename or delete it, and the labs begin anew.`,
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
