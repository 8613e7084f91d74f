import { Token } from 'aws-cdk-lib';
import { FilterPatternError } from '../../model/events/filter/filter-rule';
import { snsFilter } from '../../model/events/filter/sns-filter-policy';

/** What one value of a message may be. "Filter policies", Amazon SNS Developer Guide. */
export type TopicFilterRule =
  | string
  | number
  | boolean
  | null
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly 'equals-ignore-case': string }
  | { readonly 'anything-but': string | number | readonly (string | number)[] | TopicFilterTextRule }
  | { readonly numeric: readonly (string | number)[] }
  | { readonly cidr: string }
  | { readonly exists: boolean };

export type TopicFilterTextRule = { readonly prefix: string } | { readonly suffix: string };

/**
 * The values that a message must have: all of the keys, and of each key one of the rules in its list. A nested policy
 * is for the scope `MessageBody`; `$or` takes a list of policies of which one must fit.
 */
export interface TopicFilterPolicy {
  readonly [key: string]: readonly TopicFilterRule[] | readonly TopicFilterPolicy[] | TopicFilterPolicy;
}

/** What a filter policy looks at. */
export type TopicFilterScope = 'MessageAttributes' | 'MessageBody';

/** What SNS would say about a policy; undefined when it is valid, or when only CloudFormation will know it. */
export function filterProblem(policy: TopicFilterPolicy, scope: TopicFilterScope): string | undefined {
  if (hasToken(policy)) {
    return undefined;
  }
  try {
    snsFilter(policy, scope);
    return undefined;
  } catch (error) {
    if (!(error instanceof FilterPatternError)) {
      throw error;
    }
    // SNS knows an operator that is not judged here.
    return error.notOffered === undefined ? error.message : undefined;
  }
}

function hasToken(value: unknown): boolean {
  if (Token.isUnresolved(value)) {
    return true;
  }
  return typeof value === 'object' && value !== null && Object.values(value).some(hasToken);
}
