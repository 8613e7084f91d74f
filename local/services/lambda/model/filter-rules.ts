import type { FilterCriteria } from '@aws-sdk/client-lambda';
import { FilterPatternError } from '../../../../model/events/filter/filter-rule';
import { sqsFilter } from '../../../../model/events/filter/sqs-filter';
import { MAX_FILTER_PATTERN_CHARACTERS, MAX_FILTERS } from '../../../../model/limits/lambda';
import type { EventSourceMapping } from '../event-source-mapping';
import { constraint, invalid } from './function-rules';
import { notOffered } from './not-offered';

/** The patterns of a mapping, checked. An update that does not name them keeps them; an empty object removes them. */
export function readFilters(
  criteria: FilterCriteria | undefined,
  previous: EventSourceMapping | undefined,
): readonly string[] {
  if (criteria === undefined) return previous?.filters ?? [];
  const patterns = (criteria.Filters ?? []).map(({ Pattern = '' }) => Pattern);
  if (patterns.length > MAX_FILTERS) {
    throw invalid(
      `The maximum number of filters of an event source mapping is ${MAX_FILTERS}, got ${patterns.length}.`,
    );
  }
  for (const pattern of patterns) {
    if (pattern.length > MAX_FILTER_PATTERN_CHARACTERS) {
      const rule = `have length less than or equal to ${MAX_FILTER_PATTERN_CHARACTERS}`;
      throw constraint('filterCriteria.filters.pattern', pattern, rule);
    }
  }
  try {
    sqsFilter(patterns);
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error;
    if (error.notOffered !== undefined) throw notOffered(`filters with '${error.notOffered}'`);
    throw invalid(`Invalid filter pattern definition. ${error.message}`);
  }
  return patterns;
}
