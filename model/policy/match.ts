import type { ConditionKeys } from './condition-keys';
import {
  hasVariable,
  ONE,
  parseTemplate,
  resolveTemplate,
  STAR,
  type TemplateOptions,
  type TemplatePart,
  type Wildcard,
} from './template';

/** A text of a policy, ready to be compared with a request's value. */
export interface Pattern {
  matches(value: string, keys: ConditionKeys): boolean;
  /** As the policy has it, with the values of its variables. */
  show(keys: ConditionKeys): string;
}

export function matchesAny(patterns: readonly Pattern[], value: string, keys: ConditionKeys): boolean {
  for (const pattern of patterns) {
    if (pattern.matches(value, keys)) {
      return true;
    }
  }
  return false;
}

export interface PatternOptions extends TemplateOptions {
  readonly ignoreCase?: boolean;
}

type Matcher = (value: string) => boolean;

/** Compiles a text: what has no variables is compiled to its last step, the rest waits for the request. */
export function textPattern(source: string, options: PatternOptions): Pattern {
  return templatePattern(source, parseTemplate(source, options), options.ignoreCase === true);
}

/**
 * Compiles an ARN for ArnLike and ArnEquals: each of its six segments is compared for itself,
 * so a wildcard never reaches over a colon, except within the last one.
 */
export function arnPattern(source: string, options: TemplateOptions): Pattern {
  const parts = parseTemplate(source, options);
  const segments = splitTemplate(parts).map((segment) => templatePattern(source, segment, false));
  return {
    matches(value, keys) {
      const values = splitArn(value);
      if (values.length !== ARN_SEGMENTS || segments.length !== ARN_SEGMENTS) {
        return false;
      }
      // From the end: the resource tells ARNs apart, the partition hardly ever does.
      for (let index = ARN_SEGMENTS - 1; index >= 0; index--) {
        if (!segments[index]?.matches(values[index] ?? '', keys)) {
          return false;
        }
      }
      return true;
    },
    show: (keys) => showTemplate(source, parts, keys),
  };
}

const ARN_SEGMENTS = 6;

function templatePattern(source: string, parts: readonly TemplatePart[], ignoreCase: boolean): Pattern {
  const fold: (value: string) => string = ignoreCase ? lowerCase : (value) => value;
  const show = (keys: ConditionKeys) => showTemplate(source, parts, keys);
  if (hasVariable(parts)) {
    return {
      matches(value, keys) {
        const resolved = resolveTemplate(parts, keys);
        return resolved !== undefined && compileGlob(resolved, fold)(fold(value));
      },
      show,
    };
  }
  const matches = compileGlob(parts as readonly (string | Wildcard)[], fold);
  return { matches: ignoreCase ? (value) => matches(fold(value)) : matches, show };
}

function showTemplate(source: string, parts: readonly TemplatePart[], keys: ConditionKeys): string {
  if (!hasVariable(parts)) {
    return source;
  }
  const resolved = resolveTemplate(parts, keys);
  return resolved === undefined
    ? `${source} (which has no value)`
    : `${resolved.map((part) => (part === STAR ? '*' : part === ONE ? '?' : part)).join('')} (from ${source})`;
}

/** Most policies hold plain texts or a `*` at the end: those need no search. */
function compileGlob(parts: readonly (string | Wildcard)[], fold: (text: string) => string): Matcher {
  const last = parts.at(-1);
  const literals = last === STAR ? parts.slice(0, -1) : parts;
  if (literals.every((part) => typeof part === 'string')) {
    const text = fold(literals.join(''));
    if (last !== STAR) {
      return (value) => value === text;
    }
    return text === '' ? () => true : (value) => value.startsWith(text);
  }
  const elements = parts.flatMap((part): readonly (string | Wildcard)[] =>
    typeof part === 'string' ? Array.from(fold(part)) : [part],
  );
  return (value) => matchesGlob(elements, value);
}

/**
 * Compares character by character and, on a difference, lets the last `*` take one character more.
 * Its time is at most the product of both lengths, which a regular expression does not promise.
 */
function matchesGlob(elements: readonly (string | Wildcard)[], value: string): boolean {
  const characters = /[\uD800-\uDFFF]/.test(value) ? Array.from(value) : value;
  let element = 0;
  let position = 0;
  let star = -1;
  let starPosition = 0;
  while (position < characters.length) {
    const wanted = elements[element];
    if (wanted === STAR) {
      star = element++;
      starPosition = position;
    } else if (wanted !== undefined && (wanted === ONE || wanted === characters[position])) {
      element++;
      position++;
    } else if (star >= 0) {
      element = star + 1;
      position = ++starPosition;
    } else {
      return false;
    }
  }
  while (elements[element] === STAR) {
    element++;
  }
  return element === elements.length;
}

let lastText = '';
let lastLowerCase = '';

/** A policy compares the same action with many statements. */
function lowerCase(value: string): string {
  if (value !== lastText) {
    lastLowerCase = value.toLowerCase();
    lastText = value;
  }
  return lastLowerCase;
}

let lastArn = '';
let lastSegments: readonly string[] = [''];

/** The six segments of an ARN; fewer when the text is none. A policy compares the same one with many statements. */
function splitArn(value: string): readonly string[] {
  if (value !== lastArn) {
    lastSegments = segmentsOf(value);
    lastArn = value;
  }
  return lastSegments;
}

function segmentsOf(value: string): readonly string[] {
  const segments: string[] = [];
  let start = 0;
  while (segments.length < ARN_SEGMENTS - 1) {
    const colon = value.indexOf(':', start);
    if (colon < 0) {
      break;
    }
    segments.push(value.slice(start, colon));
    start = colon + 1;
  }
  segments.push(value.slice(start));
  return segments;
}

/** Splits at the first five colons that the policy's author wrote: a colon inside of a variable is none. */
function splitTemplate(parts: readonly TemplatePart[]): readonly (readonly TemplatePart[])[] {
  const segments: TemplatePart[][] = [[]];
  for (const part of parts) {
    let rest: TemplatePart = part;
    while (typeof rest === 'string' && segments.length < ARN_SEGMENTS && rest.includes(':')) {
      const colon: number = rest.indexOf(':');
      segments.at(-1)?.push(rest.slice(0, colon));
      segments.push([]);
      rest = rest.slice(colon + 1);
    }
    segments.at(-1)?.push(rest);
  }
  return segments;
}
