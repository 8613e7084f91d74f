import type { SqsEventRecord } from '../sqs-event';
import { parsePattern } from './filter-pattern';
import { FilterPatternError } from './filter-rule';

/** Whether a message goes to the function. Lambda deletes those that do not. */
export type SqsFilter = (record: SqsEventRecord) => boolean;

/**
 * Reads the patterns of an event source mapping's `FilterCriteria`; a message passes when one of them fits it. By
 * "Using event filtering with an Amazon SQS event source" (AWS Lambda Developer Guide) the `body` of a pattern says
 * what the message's body must be: an object means JSON, a list of rules plain text. A body of the other kind fits
 * nothing.
 * @param patterns each as JSON text
 * @throws FilterPatternError
 */
export function sqsFilter(patterns: readonly string[]): SqsFilter {
  const filters = patterns.map(parseFilter);
  return (record) => filters.some((filter) => filter(record));
}

function parseFilter(text: string): SqsFilter {
  const pattern = parseText(text);
  const test = parsePattern(pattern);
  const wanted = bodyOf(pattern);
  return (record) => {
    const json = structureOf(record.body);
    // The pattern below `body` says which kind it must be, even where a rule such as `exists: false` would hold.
    if (wanted !== undefined && Array.isArray(wanted) === (json !== undefined)) return false;
    return test({ ...record, body: json ?? record.body });
  };
}

/** A body counts as JSON when it is an object or a list: a lone number or word is text as well. */
function structureOf(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FilterPatternError(`A pattern must be JSON, got ${text}.`);
  }
}

function bodyOf(pattern: unknown): unknown {
  return typeof pattern === 'object' && pattern !== null && 'body' in pattern ? pattern.body : undefined;
}
