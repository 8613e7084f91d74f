import { count, green, heading, print, red, table, yellow } from '../../../console/output';
import type { Narration } from './narrate';
import { percentile, type Verdict } from './verdict';

export interface VideoFindings {
  readonly jobs: number;
  /** Jobs of the broken video. */
  readonly broken: number;
  readonly deadLetters: number;
  readonly verdict: Verdict;
  readonly narration: Narration;
}

const MOST_SHOWN = 10;

export function showVideoReport({ jobs, broken, deadLetters, verdict, narration }: VideoFindings): void {
  const { seconds, missing, stray } = verdict;
  const at = (percent: number): string => `${percentile(seconds, percent).toFixed(0)} s`;
  heading('Result');
  table([
    ['jobs', count(jobs, 'job')],
    ['previews', green(`${count(seconds.length, 'preview')}, each with the right bytes`)],
    ['dead-lettered', `${yellow(count(deadLetters, 'message'))}, ${broken} of them of the broken video`],
    ['from post to preview', `half within ${at(50)}, 95 % within ${at(95)}, all within ${at(100)}`],
    ['instances', `${narration.started.size} came into service`],
    [
      'drains',
      `${narration.drained} completed`,
      ...(narration.timedOut === 0 ? [] : [red(`${narration.timedOut} not in time`)]),
    ],
    ['killed work', narration.killed === 0 ? 'none' : red(count(narration.killed, 'message'))],
  ]);
  for (const { id, clip } of missing.slice(0, MOST_SHOWN))
    print(red(`  job ${id} of ${clip.key} has no preview, or a wrong one`));
  if (missing.length > MOST_SHOWN) print(red(`  and ${missing.length - MOST_SHOWN} more`));
  for (const key of stray.slice(0, MOST_SHOWN)) print(red(`  ${key} is a preview of no job`));
}
