import { Token } from 'aws-cdk-lib';
import { FilterPatternError } from '../../model/events/filter/filter-rule';
import { sqsFilter } from '../../model/events/filter/sqs-filter';
import { MAX_FILTER_PATTERN_CHARACTERS, MAX_FILTERS } from '../../model/limits/lambda';
import type { Rule } from '../guard/rule';
import type { FilterPattern, LambdaConsumerProps } from './lambda-consumer-props';

/** On request AWS raises the quota of 5, so what is above is not wrong, and above this it is. */
const MOST_FILTERS = 2 * MAX_FILTERS;

export const FILTER_RULES: readonly Rule<LambdaConsumerProps>[] = [
  {
    id: 'FilterCount',
    prop: 'filters',
    value: ({ filters }) => filters,
    holds: ({ filters = [] }) => filters.length > 0 && filters.length <= MOST_FILTERS,
    got: ({ filters = [] }) => `${filters.length} patterns`,
    must: `1 to ${MAX_FILTERS} patterns (${MOST_FILTERS} where AWS has raised the quota)`,
    why: 'Lambda refuses the mapping with more, and no pattern would be dropped, which means all messages',
    fix: "Join patterns with '$or' or with longer lists of rules, or leave 'filters' out for all messages",
  },
  {
    id: 'FilterPattern',
    prop: 'filters',
    value: ({ filters }) => filters,
    holds: ({ filters = [] }) => problems(filters).length === 0,
    got: ({ filters = [] }) => problems(filters).join('; '),
    must: `patterns of Lambda's filter rules, each of at most ${MAX_FILTER_PATTERN_CHARACTERS} characters`,
    why: 'Lambda refuses the mapping with "Invalid filter pattern definition."',
    fix: "Give each field a list of rules: { body: { kind: ['order'] } }",
  },
];

function problems(filters: readonly FilterPattern[]): readonly string[] {
  return filters.flatMap((filter) => problemOf(filter) ?? []);
}

function problemOf(filter: FilterPattern): string | undefined {
  const pattern = JSON.stringify(filter);
  if (Token.isUnresolved(filter) || pattern === undefined || Token.isUnresolved(pattern)) {
    return pattern === undefined ? 'no object' : undefined;
  }
  if (pattern.length > MAX_FILTER_PATTERN_CHARACTERS) {
    return `a pattern of ${pattern.length} characters`;
  }
  try {
    sqsFilter([pattern]);
    return undefined;
  } catch (error) {
    if (!(error instanceof FilterPatternError)) {
      throw error;
    }
    // An operator of EventBridge that Lambda does not list: nobody here knows what it answers.
    return error.notOffered === undefined ? error.message.replace(/\.$/, '') : undefined;
  }
}
