import { invalidParameter } from '../errors';
import { parseJsonPattern } from './json-pattern';
import { parseTermPattern } from './term-pattern';

/** Says whether a log event's message matches. */
export type FilterPattern = (message: string) => boolean;

/**
 * Reads a filter pattern: terms, or an expression on JSON. Regular expressions and space-delimited patterns are
 * refused: what is not understood must not match at random.
 */
export function parseFilterPattern(text: string | undefined): FilterPattern {
  const pattern = (text ?? '').trim();
  if (pattern === '') return () => true;
  if (pattern.startsWith('{')) {
    if (!pattern.endsWith('}')) {
      throw invalidParameter("Invalid filter pattern: If a filter pattern starts with '{' it must end with '}'");
    }
    return parseJsonPattern(pattern.slice(1, -1));
  }
  if (pattern.startsWith('[')) {
    throw invalidParameter(
      `Invalid filter pattern: space-delimited patterns such as '${pattern}' are not supported by the local cloud. Use terms or a JSON pattern.`,
    );
  }
  return parseTermPattern(pattern);
}
