import { readPort } from '../../../port';
import { UsageError } from '../../../usage-error';
import type { StartFlags } from '../options';

export interface VideoOptions {
  /** Jobs of the spike. */
  readonly jobs: number;
  readonly once: boolean;
  readonly port: number;
}

const USUAL_PORT = 4566;
const DEFAULT_JOBS = 1_000;
const MOST_JOBS = 100_000;

export function readVideoOptions(flags: StartFlags): VideoOptions {
  for (const name of ['upload', 'out'] as const) {
    if (flags[name] !== undefined) {
      throw new UsageError(
        `'--${name}' must be left out with '--app video', got '${flags[name]}'. It belongs to the catalogue; the video app draws its own videos.`,
      );
    }
  }
  return {
    jobs: flags.jobs === undefined ? DEFAULT_JOBS : readJobs(flags.jobs),
    once: flags.once,
    port: flags.port === undefined ? (flags.once ? 0 : USUAL_PORT) : readPort(flags.port),
  };
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (!/^\d+$/.test(text) || jobs < 1 || jobs > MOST_JOBS) {
    throw new UsageError(
      `'--jobs' must be a whole number from 1 to ${MOST_JOBS}, got '${text}'. It is how many jobs the spike has; leave it out for ${DEFAULT_JOBS}.`,
    );
  }
  return jobs;
}
