import { invalidParameter } from '../errors';

/** What a selector found: undefined when there is no such field. */
export type Field = unknown;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Compares a field with a literal. Objects and arrays equal no literal, and a missing field differs from none. */
export function comparison(operator: string, literal: string, quoted: boolean): (field: Field) => boolean {
  const number = !quoted && NUMBER.test(literal) ? Number(literal) : undefined;
  switch (operator) {
    case '=':
      return equality(literal, number);
    case '!=': {
      const equal = equality(literal, number);
      return (field) => isScalar(field) && !equal(field);
    }
    case '<':
      return ordering(operator, literal, number, (a, b) => a < b);
    case '<=':
      return ordering(operator, literal, number, (a, b) => a <= b);
    case '>':
      return ordering(operator, literal, number, (a, b) => a > b);
    case '>=':
      return ordering(operator, literal, number, (a, b) => a >= b);
    default:
      throw invalidParameter(`Invalid filter pattern: '${operator}' does not compare anything.`);
  }
}

/** `*` in the literal stands for any characters. */
function equality(literal: string, number: number | undefined): (field: Field) => boolean {
  const parts = literal.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's');
  return (field) =>
    number !== undefined && typeof field === 'number'
      ? field === number
      : isScalar(field) && pattern.test(String(field));
}

function ordering(
  operator: string,
  literal: string,
  number: number | undefined,
  holds: (field: number, literal: number) => boolean,
): (field: Field) => boolean {
  if (number === undefined) {
    throw invalidParameter(`Invalid filter pattern: '${operator}' must be followed by a number, got '${literal}'.`);
  }
  return (field) => typeof field === 'number' && holds(field, number);
}

function isScalar(field: Field): field is string | number | boolean {
  return typeof field === 'string' || typeof field === 'number' || typeof field === 'boolean';
}
