import { WhereError } from './where-error';

export type Token =
  | { readonly kind: 'path' | 'operator' | 'word' | 'bracket'; readonly text: string; readonly at: number }
  | { readonly kind: 'value'; readonly text: string; readonly at: number; readonly value: Literal };

export type Literal = string | number | boolean | null;

const PATTERN =
  /\s+|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>-?\d+(?:\.\d+)?(?<unit>[smhd])?(?![A-Za-z0-9_]))|(?<name>[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+|\[\d+\])*)|(?<operator>!=|!~|<=|>=|[=~<>])|(?<bracket>[()])/y;

/** Milliseconds: an age is compared with `90s`, `15m`, `2h` or `1d`. */
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const CONSTANTS: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(text);
    if (match === null) throw new WhereError(text, at, `Nothing can begin with '${text[at]}'`);
    const token = toToken(match, at);
    if (token !== undefined) tokens.push(token);
    at = PATTERN.lastIndex;
  }
  return tokens;
}

function toToken({ 0: text, groups = {} }: RegExpExecArray, at: number): Token | undefined {
  const { string, number, unit, name, operator, bracket } = groups;
  if (string !== undefined) return { kind: 'value', text, at, value: unquote(string) };
  if (number !== undefined)
    return { kind: 'value', text, at, value: Number.parseFloat(number) * (UNITS[unit ?? ''] ?? 1) };
  if (operator !== undefined) return { kind: 'operator', text, at };
  if (bracket !== undefined) return { kind: 'bracket', text, at };
  if (name === undefined) return undefined;
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) return { kind: 'value', text, at, value: constant };
  return { kind: ['and', 'or', 'not', 'contains'].includes(name) ? 'word' : 'path', text, at };
}

/** Only the quote and the backslash itself need a backslash: a pattern such as "\d+" reads as it stands. */
function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(["'\\])/g, '$1');
}
