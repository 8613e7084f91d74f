import { invalidParameter } from '../errors';

export type Token =
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'selector'; readonly text: string; readonly path: readonly (string | number)[] }
  /** A value in quotes. */
  | { readonly kind: 'string'; readonly text: string }
  /** A keyword, a number or a value without quotes. */
  | { readonly kind: 'word'; readonly text: string };

const SPACE = /\s*/y;
const OPERATOR = /&&|\|\||!=|<=|>=|[()=<>]/y;
const SELECTOR = /\$(?:\.[\p{L}\p{N}_-]+|\[\d+\]|\[(?:"[^"]*"|'[^']*')\])+/uy;
const STEP = /\.([\p{L}\p{N}_-]+)|\[(\d+)\]|\[["']([^\]]*)["']\]/gu;
const STRING = /"((?:[^"\\]|\\.)*)"/y;
const WORD = /[^\s()=<>!&|"{}$%]+/y;

export function tokens(expression: string): readonly Token[] {
  const result: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(expression);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    return match;
  };
  for (take(SPACE); at < expression.length; take(SPACE)) {
    const operator = take(OPERATOR);
    if (operator !== undefined) {
      result.push({ kind: 'operator', text: operator[0] });
      continue;
    }
    const selector = take(SELECTOR);
    if (selector !== undefined) {
      result.push({ kind: 'selector', text: selector[0], path: pathOf(selector[0]) });
      continue;
    }
    const string = take(STRING);
    if (string !== undefined) {
      result.push({ kind: 'string', text: (string[1] ?? '').replace(/\\(.)/g, '$1') });
      continue;
    }
    const word = take(WORD);
    if (word === undefined) {
      throw invalidParameter(
        `Invalid filter pattern: '${expression.slice(at).trim()}' is not understood. A JSON pattern compares selectors such as $.field with =, !=, <, <=, > or >=, IS TRUE, IS FALSE, IS NULL or NOT EXISTS, joined by && and ||.`,
      );
    }
    result.push({ kind: 'word', text: word[0] });
  }
  return result;
}

function pathOf(selector: string): readonly (string | number)[] {
  return Array.from(selector.matchAll(STEP), ([, name, index, quoted]) =>
    index === undefined ? (name ?? quoted ?? '') : Number(index),
  );
}
