import type { Cell, Screenful, Style } from './terminal';

export interface Frame {
  readonly screen: Screenful;
  readonly caption: string;
  readonly seconds: number;
}

const CELL = { width: 8, height: 17 } as const;
const PADDING = 12;
const BAR = 28;
const COLORS: Readonly<Record<number, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#56d4dd',
};

/** An animated picture that runs without a script, so that it does where pictures are shown: a film strip that is moved. */
export function filmOf(frames: readonly Frame[], title: string): string {
  const [first] = frames;
  if (first === undefined) throw new Error('A film needs a frame.');
  const width = (first.screen[0]?.length ?? 0) * CELL.width + 2 * PADDING;
  const height = first.screen.length * CELL.height + 2 * PADDING + BAR;
  const lines = new Lines();
  const strip = frames.map((frame, index) => pictureOf(frame, index * width, width, lines));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #e6edf3; white-space: pre }
.b { font-weight: bold } .d { fill: #8b949e }
${Object.entries(COLORS)
  .map(([code, color]) => `.c${code} { fill: ${color} }`)
  .join(' ')}
.strip { animation: film ${total(frames).toFixed(1)}s step-end infinite }
@keyframes film { ${keyframes(frames, width)} }
</style>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<defs>
${lines.definitions()}
</defs>
<g class="strip">
${strip.join('\n')}
</g>
</svg>
`;
}

/** Most lines stay as they are from frame to frame: each is there once. */
class Lines {
  private readonly ids = new Map<string, string>();

  idOf(row: readonly Cell[]): string | undefined {
    const text = runsOf(row)
      .filter((run) => run.text.trim() !== '')
      .map(spanOf)
      .join('');
    if (text === '') return undefined;
    const id = this.ids.get(text) ?? `l${this.ids.size}`;
    this.ids.set(text, id);
    return id;
  }

  definitions(): string {
    return [...this.ids].map(([text, id]) => `<text id="${id}">${text}</text>`).join('\n');
  }
}

function pictureOf({ screen, caption }: Frame, left: number, width: number, lines: Lines): string {
  const uses = screen.flatMap((row, index) => {
    const id = lines.idOf(row);
    const top = BAR + PADDING + (index + 0.8) * CELL.height;
    return id === undefined ? [] : [`<use href="#${id}" x="${left + PADDING}" y="${top.toFixed(1)}"/>`];
  });
  const bar = `<text class="d" x="${left + width / 2}" y="19" text-anchor="middle">${escaped(caption)}</text>`;
  return `<g>${bar}${uses.join('')}</g>`;
}

interface Run {
  readonly column: number;
  readonly style: Style;
  text: string;
}

function runsOf(row: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [column, { text, style }] of row.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && same(last.style, style)) last.text += text;
    else runs.push({ column, style, text });
  }
  return runs;
}

const same = (a: Style, b: Style): boolean => a.bold === b.bold && a.dim === b.dim && a.color === b.color;

/** Stretched to its columns, whatever font there is. */
function spanOf({ column, style, text }: Run): string {
  const blanks = text.length - text.trimStart().length;
  const shown = text.trim();
  const classes = [
    ...(style.bold ? ['b'] : []),
    ...(style.color === undefined ? [] : [`c${style.color}`]),
    ...(style.dim ? ['d'] : []),
  ].join(' ');
  const paint = classes === '' ? '' : ` class="${classes}"`;
  const x = (column + blanks) * CELL.width;
  return `<tspan x="${x}" textLength="${shown.length * CELL.width}"${paint}>${escaped(shown)}</tspan>`;
}

const total = (frames: readonly Frame[]): number => frames.reduce((sum, { seconds }) => sum + seconds, 0);

function keyframes(frames: readonly Frame[], width: number): string {
  const whole = total(frames);
  let at = 0;
  return frames
    .map(({ seconds }, index) => {
      const percent = ((100 * at) / whole).toFixed(3);
      at += seconds;
      return `${percent}% { transform: translateX(${-index * width}px) }`;
    })
    .join(' ');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
