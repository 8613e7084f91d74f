import { FilterPatternError } from '../../../model/events/filter/filter-rule';
import { sqsFilter } from '../../../model/events/filter/sqs-filter';
import { MAX_FILTERS } from '../../../model/limits/lambda';
import { listOf, objectOf } from '../template/stack-template';
import type { TemplateRule } from '../template/template-rule';
import { mappingRule } from './mapping-rule';
import { location } from './rule-kinds';

/** The most filters that AWS raises the quota to. */
const MAX_RAISED_FILTERS = 10;

export const MAPPING_FILTER_RULES: readonly TemplateRule[] = [
  mappingRule(
    {
      id: 'Filters',
      severity: 'error',
      title: `A mapping has at most ${MAX_RAISED_FILTERS} filters, each a pattern that Lambda reads`,
    },
    function* ({ read }) {
      const filters = listOf(read.at('FilterCriteria', 'Filters')).map((filter) =>
        read.known(objectOf(filter)['Pattern']),
      );
      if (filters.length > MAX_RAISED_FILTERS) {
        yield {
          location: location('FilterCriteria', 'Filters'),
          problem: `'Filters' must be at most ${MAX_FILTERS}, or ${MAX_RAISED_FILTERS} with a raised quota, got ${filters.length}`,
          consequence: 'Lambda refuses the event source mapping',
          fix: 'Merge filters that differ in one value into one with a list of values',
        };
      }
      for (const [index, pattern] of filters.entries()) {
        const wrong = pattern === undefined ? undefined : patternProblem(pattern);
        if (wrong === undefined) continue;
        yield {
          location: location('FilterCriteria', 'Filters', index, 'Pattern'),
          problem: `'Pattern' must be a filter pattern as JSON text, got ${pattern}: ${wrong.replace(/\.$/, '')}`,
          consequence: 'Lambda answers "Invalid filter pattern definition."',
          fix: "Write it with lambda.FilterCriteria.filter({ body: { status: lambda.FilterRule.isEqual('new') } })",
        };
      }
    },
  ),
  mappingRule(
    {
      id: 'FilterQuota',
      severity: 'warning',
      title: `A mapping has at most ${MAX_FILTERS} filters, unless the quota was raised`,
    },
    function* ({ read }) {
      const count = listOf(read.at('FilterCriteria', 'Filters')).length;
      if (count <= MAX_FILTERS || count > MAX_RAISED_FILTERS) return;
      yield {
        location: location('FilterCriteria', 'Filters'),
        problem: `'Filters' must be at most ${MAX_FILTERS}, got ${count}`,
        consequence: `Lambda refuses more unless the account's quota was raised (to at most ${MAX_RAISED_FILTERS})`,
        fix: 'Merge filters that differ in one value into one with a list of values, or acknowledge this once the quota is raised',
      };
    },
  ),
];

function patternProblem(pattern: string): string | undefined {
  try {
    sqsFilter([pattern]);
    return undefined;
  } catch (error) {
    if (error instanceof FilterPatternError) return error.message;
    throw error;
  }
}
