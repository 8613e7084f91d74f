import type { Literal } from './tokens';

export type Comparison = (value: unknown) => boolean;

/** By operator. A missing value is equal to nothing and in no order; `!=` and `!~` are the opposites of `=` and `~`. */
export const COMPARISONS: Readonly<Record<string, (literal: Literal) => Comparison>> = {
  '=': (literal) => (value) => value === literal,
  '!=': (literal) => (value) => value !== literal,
  '~': (literal) => matches(literal),
  '!~': (literal) => {
    const match = matches(literal);
    return (value) => !match(value);
  },
  '<': ordered((a, b) => a < b),
  '<=': ordered((a, b) => a <= b),
  '>': ordered((a, b) => a > b),
  '>=': ordered((a, b) => a >= b),
  contains: (literal) => (value) =>
    Array.isArray(value) ? value.includes(literal) : typeof value === 'string' && value.includes(String(literal)),
};

/** @throws SyntaxError for a text that is no regular expression */
function matches(literal: Literal): Comparison {
  const pattern = new RegExp(String(literal));
  return (value) => (typeof value === 'string' || typeof value === 'number') && pattern.test(String(value));
}

function ordered(compare: (a: number | string, b: number | string) => boolean) {
  return (literal: Literal): Comparison =>
    (value) =>
      (typeof literal === 'number' && typeof value === 'number' && compare(value, literal)) ||
      (typeof literal === 'string' && typeof value === 'string' && compare(value, literal));
}
