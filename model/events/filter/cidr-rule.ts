import { ipRange, isIpRange } from '../../policy/ip-address';
import { FilterPatternError, type Leaf, type Rule } from './filter-rule';

/** `{ "cidr": "10.0.0.0/24" }`: SNS and EventBridge have it, Lambda's filters do not. */
export function cidrRule(range: unknown): Rule {
  if (typeof range !== 'string' || !isIpRange(range)) {
    throw new FilterPatternError(`'cidr' must have a text such as "10.0.0.0/24", got ${JSON.stringify(range)}.`);
  }
  const holds = ipRange(range);
  return { kind: 'value', test: (leaf: Leaf) => typeof leaf === 'string' && holds(leaf) };
}
