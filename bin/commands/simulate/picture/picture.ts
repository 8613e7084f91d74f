import type { Outcome } from '../../../../local/simulator/statistics/outcome';
import { type Curve, type Plot, plotsOf } from './plots';
import { type Scale, scaleTo } from './scale';
import { area, element, line, steps, text } from './svg';

const PLOT = { width: 380, height: 110, left: 48, right: 14, above: 34, below: 16 };
const COLUMN = PLOT.left + PLOT.width + PLOT.right;
const ROW = PLOT.above + PLOT.height + PLOT.below;
/** Of the picture, and of each fleet, for its name. */
const TOP = 48;
const NAME = 24;
const BOTTOM = 30;
/** Fleets side by side: more of them are too small to read on a screen. */
const ACROSS = 3;
const INK = '#1f2933';
const FAINT = '#6b7687';
const GRID = '#e3e7ed';

export interface PictureOptions {
  readonly title: string;
  readonly subtitle: string;
  /** Seconds. */
  readonly acceptableLatency: number;
}

/** Four plots for each fleet, up to three fleets side by side; like plots have one scale, so that heights can be compared. */
export function picture(outcomes: readonly Outcome[], { title, subtitle, acceptableLatency }: PictureOptions): string {
  const columns = outcomes.map((outcome) => plotsOf(outcome, acceptableLatency));
  const rows = columns[0]?.length ?? 0;
  const end = Math.max(0, ...outcomes.flatMap(({ timeline }) => timeline.map(({ at }) => at)));
  const time = scaleTo(end / 60, PLOT.width, 6);
  const heights = Array.from({ length: rows }, (_, row) =>
    scaleTo(Math.max(0, ...columns.flatMap((plots) => largest(plots[row]))), PLOT.height),
  );
  const band = NAME + ROW * rows + BOTTOM;
  const width = COLUMN * Math.min(outcomes.length, ACROSS);
  const height = TOP + band * Math.ceil(outcomes.length / ACROSS);
  const content = [
    element('rect', { width, height, fill: '#ffffff' }),
    text(title, { x: PLOT.left, y: 22, 'font-size': 15, 'font-weight': 600, fill: INK }),
    text(subtitle, { x: PLOT.left, y: 38, 'font-size': 11, fill: FAINT }),
    ...columns.map((plots, index) =>
      group(
        COLUMN * (index % ACROSS) + PLOT.left,
        TOP + band * Math.floor(index / ACROSS),
        [
          text(outcomes[index]?.control ?? '', { x: 0, y: 14, 'font-size': 13, 'font-weight': 600, fill: INK }),
          ...plots.map((plot, row) =>
            group(0, NAME + ROW * row + PLOT.above, drawPlot(plot, time, heights[row], row === rows - 1)),
          ),
        ].join('\n'),
      ),
    ),
  ];
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': 'system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif',
      role: 'img',
    },
    element('title', {}, title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')) + content.join('\n'),
  )}\n`;
}

function largest(plot: Plot | undefined): readonly number[] {
  return [Math.max(0, ...(plot?.curves ?? []).flatMap(({ points }) => points.map(([, value]) => value)))];
}

const group = (x: number, y: number, content: string): string =>
  element('g', { transform: `translate(${x} ${y})` }, content);

function drawPlot({ title, curves }: Plot, time: Scale, values: Scale | undefined, isLast: boolean): string {
  if (values === undefined) return '';
  const small = { 'font-size': 10, fill: FAINT };
  const grid = values.ticks.map((tick) => {
    const y = PLOT.height - values.place(tick);
    return (
      element('line', { x1: 0, x2: PLOT.width, y1: y, y2: y, stroke: GRID }) +
      text(tick.toLocaleString('en-US'), { x: -6, y: y + 3.5, 'text-anchor': 'end', ...small })
    );
  });
  const times = time.ticks.map((tick) =>
    text(tick.toLocaleString('en-US'), { x: time.place(tick), y: PLOT.height + 14, 'text-anchor': 'middle', ...small }),
  );
  const minutes = text('minutes', { x: PLOT.width, y: PLOT.height + 28, 'text-anchor': 'end', ...small });
  return [
    text(title, { x: 0, y: -10, 'font-size': 11, 'font-weight': 600, fill: INK }),
    legend(curves),
    ...grid,
    ...curves.map((curve) => drawCurve(curve, time, values)),
    ...(isLast ? [...times, minutes] : []),
  ].join('\n');
}

function legend(curves: readonly Curve[]): string {
  let x = PLOT.width;
  return [...curves]
    .reverse()
    .map(({ label, color }) => {
      const entry = text(label, { x, y: -10, 'font-size': 10, 'text-anchor': 'end', fill: color });
      x -= label.length * 5.4 + 12;
      return entry;
    })
    .join('');
}

function drawCurve({ shape, color, points }: Curve, time: Scale, values: Scale): string {
  const placed = points.map(([at, value]) => [time.place(at / 60), PLOT.height - values.place(value)] as const);
  switch (shape) {
    case 'area':
      return area(steps(placed), PLOT.height, { fill: color, 'fill-opacity': 0.35 });
    case 'line':
      return line(placed, { stroke: color, 'stroke-width': 1.2 });
    case 'steps':
      return line(steps(placed), { stroke: color, 'stroke-width': 1.4 });
    case 'dashes':
      return line(steps(placed), { stroke: color, 'stroke-width': 1.2, 'stroke-dasharray': '4 3' });
  }
}
