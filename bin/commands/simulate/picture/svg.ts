type Attributes = Readonly<Record<string, string | number>>;

export function element(name: string, attributes: Attributes, content = ''): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(shown(value))}"`);
  return content === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${content}</${name}>`;
}

export function text(content: string, attributes: Attributes): string {
  return element('text', attributes, escapeText(content));
}

/** A line through points; a step keeps its height until the next point. */
export function line(points: ReadonlyArray<readonly [x: number, y: number]>, attributes: Attributes): string {
  return element('path', { d: pathOf(points), fill: 'none', ...attributes });
}

/** The area between a line and a height below it. */
export function area(
  points: ReadonlyArray<readonly [x: number, y: number]>,
  base: number,
  attributes: Attributes,
): string {
  const first = points[0];
  const last = points[points.length - 1];
  if (first === undefined || last === undefined) return '';
  return element('path', { d: `${pathOf([[first[0], base], ...points, [last[0], base]])}Z`, ...attributes });
}

export function steps(
  points: ReadonlyArray<readonly [x: number, y: number]>,
): ReadonlyArray<readonly [x: number, y: number]> {
  return points.flatMap(([x, y], index): (readonly [number, number])[] => {
    const before = points[index - 1];
    return before === undefined
      ? [[x, y]]
      : [
          [x, before[1]],
          [x, y],
        ];
  });
}

function pathOf(points: ReadonlyArray<readonly [x: number, y: number]>): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${shown(x)} ${shown(y)}`).join('');
}

const shown = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;

function escapeText(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
