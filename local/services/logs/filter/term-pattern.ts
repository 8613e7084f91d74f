import { invalidParameter } from '../errors';
import type { FilterPattern } from './filter-pattern';

const TERM = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)/y;

/**
 * Terms that must occur (`ERROR "not found"`), must not (`-DEBUG`), or of which one must (`?ERROR ?WARN`).
 * They are case-sensitive; what is not a plain word stands in double quotes.
 */
export function parseTermPattern(pattern: string): FilterPattern {
  const all: string[] = [];
  const any: string[] = [];
  const none: string[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < pattern.length) {
    const from = TERM.lastIndex;
    const match = TERM.exec(pattern);
    if (match === null) throw invalidCharacters(pattern.slice(from).trim());
    const term = match[2] === undefined ? plainWord(match[3] ?? '') : match[2].replace(/\\(.)/g, '$1');
    if (term === '') throw invalidCharacters('""');
    const kind = match[1] === '?' ? any : match[1] === '-' ? none : all;
    kind.push(term);
  }
  if (any.length > 0 && all.length + none.length > 0) {
    // AWS ignores the optional terms then, which is never what is meant.
    throw invalidParameter(
      `Invalid filter pattern: optional terms (${any.map((term) => `?${term}`).join(' ')}) together with other terms are not supported by the local cloud. Ask for one kind at a time.`,
    );
  }
  return (message) =>
    all.every((term) => message.includes(term)) &&
    !none.some((term) => message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term)));
}

function plainWord(word: string): string {
  if (word.startsWith('%')) {
    throw invalidParameter(
      `Invalid filter pattern: regular expressions such as '${word}' are not supported by the local cloud. Use terms or a JSON pattern.`,
    );
  }
  if (!/^[\p{L}\p{N}_]+$/u.test(word)) throw invalidCharacters(word);
  return word;
}

function invalidCharacters(term: string) {
  return invalidParameter(
    `Invalid filter pattern: Invalid character(s) in term '${term}'. Put terms with other characters than letters, digits and _ in double quotes.`,
  );
}
