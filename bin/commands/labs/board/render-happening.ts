import { dim, red } from '../../../console/output';
import { wrap } from '../wrap';
import { clip, stopwatch } from './columns';
import { printable } from './label';
import type { Happening } from './state';

/** A line; a denial is told in full, in as many as it takes. */
export function describe(happening: Happening, columns: number): string[] {
  const { seconds, queue, message, what, by, trouble } = happening;
  const time = ` ${stopwatch(seconds).padStart(8)}  `;
  if (trouble) {
    const text = wrap(`${what}: ${printable(by)}`, ' '.repeat(time.length), columns - 1);
    return `${time}${text.slice(time.length)}`.split('\n').map(red);
  }
  const subject = [queue, message].filter((part) => part !== '').join('  ');
  const text = clip(`${subject}  ${what}`.trim(), columns - time.length);
  const cause = clip(` (${by})`, Math.max(0, Math.min(by.length + 3, columns - time.length - text.trimEnd().length)));
  return [`${dim(time)}${text.trimEnd()}${dim(cause)}`];
}
