import { basename } from 'node:path';
import { TraceError } from './trace-error';
import type { Job, Workload } from './workload';

const HEADER = ['time', 'work'];

/**
 * Reads a trace: a header `time,work` and one line for each message. `time` is seconds since the beginning, or a date
 * and time such as `2026-11-16T18:17:03.979Z`; `work` is seconds. Lines may come in any order; the first message's time
 * is the beginning. Throws a {@link TraceError} that names the line.
 */
export function readTrace(path: string, text: string): Workload {
  const name = basename(path).replace(/\.csv$/i, '');
  const lines = text.split(/\r?\n/);
  const header = (lines[0] ?? '').split(',').map((title) => title.trim().toLowerCase());
  if (header.join() !== HEADER.join()) {
    throw new TraceError(path, 1, `must be the header 'time,work'`, lines[0] ?? '', 'Put it above the values');
  }
  const jobs: Job[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    jobs.push(jobOf(path, index + 1, line));
  }
  jobs.sort((a, b) => a.at - b.at);
  const first = jobs[0];
  if (first === undefined) throw new TraceError(path, 2, 'must have at least one message', '', 'Add lines below it');
  const shifted = jobs.map((job) => ({ ...job, at: job.at - first.at }));
  return { name, jobs: shifted, duration: shifted[shifted.length - 1]?.at ?? 0 };
}

function jobOf(path: string, number: number, line: string): Job {
  const [time = '', work = '', ...more] = line.split(',').map((cell) => cell.trim());
  if (more.length > 0 || work === '') {
    throw new TraceError(path, number, 'must be two values, time and work', line, "Write for example '12.5,3'");
  }
  const at = /^\d+(\.\d+)?$/.test(time) ? Number(time) * 1000 : Date.parse(time);
  if (!Number.isFinite(at)) {
    throw new TraceError(
      path,
      number,
      'must begin with seconds or a date and time',
      time,
      "Write '12.5' or '2026-11-16T18:17:03.979Z'",
    );
  }
  const seconds = Number(work);
  if (!Number.isFinite(seconds) || seconds < 0) {
    throw new TraceError(path, number, 'must end with the seconds of work, 0 or more', work, "Write for example '3'");
  }
  return { at, work: seconds, poison: false };
}
