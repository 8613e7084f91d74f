import type { ConditionKeys } from './condition-keys';

/** `*`: any characters, also none. */
export const STAR = Symbol('*');
/** `?`: exactly one character. */
export const ONE = Symbol('?');

export type Wildcard = typeof STAR | typeof ONE;

/** A policy variable such as `${aws:username}` or `${aws:PrincipalTag/team, 'company-wide'}`. */
export interface Variable {
  readonly name: string;
  readonly lowerCase: string;
  readonly fallback: string | undefined;
}

export type TemplatePart = string | Wildcard | Variable;

export interface TemplateOptions {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether `${...}` is a variable: only in policies of version 2012-10-17. */
  readonly variables: boolean;
}

const VARIABLE = /\$\{([^}]*)\}/g;
const VARIABLE_WITH_FALLBACK = /^\s*([^,\s]+)\s*,\s*'(.*)'\s*$/s;

/** Splits a policy's text into literals, wildcards and variables. */
export function parseTemplate(text: string, options: TemplateOptions): readonly TemplatePart[] {
  // With the capturing group, every odd piece is the inside of a `${...}`.
  const pieces = options.variables ? text.split(VARIABLE) : [text];
  return pieces.flatMap((piece, index): readonly TemplatePart[] => {
    if (index % 2 === 1) {
      return [insideOf(piece)];
    }
    return options.wildcards ? wildcardsOf(piece) : piece === '' ? [] : [piece];
  });
}

/** The parts with every variable replaced; undefined when one of them has no value. */
export function resolveTemplate(
  parts: readonly TemplatePart[],
  keys: ConditionKeys,
): readonly (string | Wildcard)[] | undefined {
  const resolved: (string | Wildcard)[] = [];
  for (const part of parts) {
    if (typeof part !== 'object') {
      resolved.push(part);
      continue;
    }
    const value = keys.value(part.name, part.lowerCase);
    // A key with many values cannot be a variable ("IAM policy elements: Variables and tags").
    const text = typeof value === 'string' ? value : part.fallback;
    if (text === undefined) {
      return undefined;
    }
    // A value's own asterisks stay literal: whoever sets a tag must not be able to widen a policy.
    resolved.push(text);
  }
  return resolved;
}

export function hasVariable(parts: readonly TemplatePart[]): boolean {
  return parts.some((part) => typeof part === 'object');
}

function insideOf(text: string): TemplatePart {
  if (text === '*' || text === '?' || text === '$') {
    return text;
  }
  const [, name = text.trim(), fallback] = VARIABLE_WITH_FALLBACK.exec(text) ?? [];
  return { name, lowerCase: name.toLowerCase(), fallback };
}

function wildcardsOf(text: string): readonly TemplatePart[] {
  return text
    .split(/([*?])/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece === '*' ? STAR : piece === '?' ? ONE : piece));
}
