import { bold, dim } from '../../../console/output';
import { clip, justify, stopwatch } from './columns';
import { describe } from './render-happening';
import { depthOf, renderQueue } from './render-queue';
import type { BoardState, QueueState } from './state';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What is not the cloud's: what was typed, and what the command has to say. */
export interface Chrome {
  readonly typed: string;
  readonly keys: readonly (readonly [key: string, what: string])[];
  /** In the place of what happened. */
  readonly notice?: readonly string[];
}

const LEAST_HAPPENINGS = 4;
const QUEUE_HEAD = 2;

/** A screen full of lines: the queues, what happened last, the keys. */
export function render(state: BoardState, { typed, keys, notice }: Chrome, { columns, rows }: Size): string[] {
  const right = `${stopwatch(state.seconds)}  ${state.pace}`;
  const keyLines = keysIn(keys, typed, columns);
  const space = rows - 2 - keyLines.length;
  const { lines, left } = renderQueues(state, space - LEAST_HAPPENINGS, columns);
  const more = left === 0 ? '' : ` (${left} more queues: a larger terminal shows them)`;
  const rest = Math.max(0, space - lines.length);
  const below = notice ?? state.happenings.slice(-rest).flatMap((happening) => describe(happening, columns));
  const shown = notice === undefined ? below.slice(-rest) : below.slice(0, rest);
  const rule = clip(`── ${notice === undefined ? 'What happened' : 'Read'}${more} `, columns - 1).trimEnd();
  return [
    bold(justify(` ${state.title}`, `${right} `, columns)),
    ...lines,
    dim(`${rule} ${'─'.repeat(Math.max(0, columns - rule.length - 1))}`),
    ...shown,
    ...Array.from({ length: rest - shown.length }, () => ''),
    ...keyLines,
  ].slice(0, rows);
}

/** As many rows for each queue as it needs, or an equal share where they do not fit. */
function renderQueues({ queues, groups }: BoardState, space: number, columns: number) {
  const fitting = queues.slice(0, Math.max(1, Math.floor(space / (QUEUE_HEAD + 1))));
  let free = space - fitting.length * QUEUE_HEAD;
  const rowsOf = new Map<QueueState, number>();
  const byDepth = [...fitting].sort((a, b) => depthOf(a) - depthOf(b));
  for (const [index, queue] of byDepth.entries()) {
    const share = Math.max(1, Math.floor(free / (byDepth.length - index)));
    const rows = Math.min(depthOf(queue), share);
    rowsOf.set(queue, rows);
    free -= rows;
  }
  const lines = fitting.flatMap((queue) => renderQueue(queue, rowsOf.get(queue) ?? 1, groups, columns));
  return { lines, left: queues.length - fitting.length };
}

function keysIn(keys: Chrome['keys'], typed: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  for (const [key, what] of keys) {
    const given = key === 'j' && typed !== '' ? what.replace(/\d+/, typed) : what;
    const width = key.length + given.length + 3;
    if (length > 0 && length + width > columns) {
      lines.push(line);
      line = '';
      length = 0;
    }
    line += ` ${bold(key)} ${given} `;
    length += width;
  }
  return [...lines, line];
}
