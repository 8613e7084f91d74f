import { MetricMathError } from './metric-math-error';

export interface Token {
  readonly kind: 'number' | 'text' | 'id' | 'word' | 'sign';
  /** As written; of a text what stands between the quotes. */
  readonly text: string;
  /** Where it begins, the first character being 1. */
  readonly at: number;
}

// Documentation and word processors write typographic quotes; CloudWatch's own page does, so both are taken.
const KINDS: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['text', /"([^"]*)"|'([^']*)'|[“”]([^“”]*)[“”]/y],
  ['id', /[a-z]\w*/y],
  ['word', /[A-Z]\w*/y],
  ['sign', /==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],]/y],
];

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const found = tokenAt(text, at);
    if (found.kind !== 'space') tokens.push({ kind: found.kind, text: found.text, at: at + 1 });
    at += found.length;
  }
  return tokens;
}

function tokenAt(text: string, at: number) {
  for (const [kind, pattern] of KINDS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    const [whole, ...quoted] = match;
    return { kind, text: quoted.find((part) => part !== undefined) ?? whole, length: whole.length };
  }
  throw new MetricMathError(`Unexpected character '${text[at]}' at position ${at + 1}.`);
}
