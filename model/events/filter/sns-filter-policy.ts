import { FILTER_POLICY } from '../../limits/sns';
import { utf8Length } from '../../utf8';
import { cidrRule } from './cidr-rule';
import { parsePattern } from './filter-pattern';
import { FilterPatternError, parseRule, type Rule } from './filter-rule';

/** What a subscription's `FilterPolicy` looks at. */
export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** What a filter policy sees of a published message. */
export interface FilteredMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, { readonly dataType: string; readonly value: string | Uint8Array }>>;
}

/** Whether a message goes to the subscription. */
export type NotificationFilter = (message: FilteredMessage) => boolean;

/**
 * Reads a subscription's filter policy, by "Amazon SNS message filtering" and "Filter policy constraints".
 * @param policy an object: `{ eventType: ['placed', { prefix: 'retried-' }] }`
 * @throws FilterPatternError
 */
export function snsFilter(policy: unknown, scope: FilterPolicyScope): NotificationFilter {
  checkSize(policy);
  if (scope === 'MessageAttributes') refuseNesting(policy);
  const test = parsePattern(policy, snsRule);
  if (scope === 'MessageAttributes') return ({ attributes }) => test(attributesOf(attributes));
  return ({ body }) => {
    const json = objectOf(body);
    return json !== undefined && test(json);
  };
}

/** As Lambda's rules, with `cidr`, and numbers within SNS's range. */
function snsRule(rule: unknown): Rule {
  if (isRecord(rule) && 'cidr' in rule && Object.keys(rule).length === 1) return cidrRule(rule['cidr']);
  for (const number of numbersIn(rule)) {
    if (Math.abs(number) > FILTER_POLICY.maxNumber) {
      throw new FilterPatternError(`Numbers must be from -1e9 to 1e9, got ${number}.`);
    }
  }
  return parseRule(rule);
}

function numbersIn(rule: unknown): readonly number[] {
  if (typeof rule === 'number') return [rule];
  if (Array.isArray(rule)) return rule.flatMap(numbersIn);
  return isRecord(rule) ? Object.values(rule).flatMap(numbersIn) : [];
}

/** SNS's own limits of a policy. */
function checkSize(policy: unknown): void {
  const keys = isRecord(policy) ? Object.keys(policy).length : 0;
  if (keys > FILTER_POLICY.maxKeys) {
    throw new FilterPatternError(`Filter policy can not have more than ${FILTER_POLICY.maxKeys} keys, got ${keys}.`);
  }
  const combinations = combinationsIn(policy, 1);
  if (combinations > FILTER_POLICY.maxCombinations) {
    throw new FilterPatternError(
      `Filter policy is too complex: its values have ${combinations} combinations, at most ` +
        `${FILTER_POLICY.maxCombinations} are allowed.`,
    );
  }
  if (utf8Length(JSON.stringify(policy) ?? '') > FILTER_POLICY.maxBytes) {
    throw new FilterPatternError(`Filter policy must not be larger than ${FILTER_POLICY.maxBytes} bytes.`);
  }
}

/** The lengths of all lists multiplied, each with the level that its key is nested at; of `$or` the sum. */
function combinationsIn(pattern: unknown, level: number): number {
  if (!isRecord(pattern)) return 1;
  return Object.entries(pattern).reduce((product, [name, inner]) => {
    if (!Array.isArray(inner)) return product * combinationsIn(inner, level + 1);
    const own =
      name === '$or'
        ? inner.reduce<number>((sum, alternative) => sum + combinationsIn(alternative, level), 0)
        : inner.length * level;
    return product * own;
  }, 1);
}

function refuseNesting(policy: unknown): void {
  if (!isRecord(policy)) return;
  for (const [name, inner] of Object.entries(policy)) {
    if (name === '$or' && Array.isArray(inner)) inner.forEach(refuseNesting);
    else if (isRecord(inner)) {
      throw new FilterPatternError(
        `Filter policy scope MessageAttributes does not support nested filter policy: '${name}' must be a list.`,
      );
    }
  }
}

/** Attributes of type `Binary` are ignored; `String.Array` holds its values as JSON. */
function attributesOf(attributes: FilteredMessage['attributes']): Record<string, unknown> {
  const entries = Object.entries(attributes).flatMap(([name, { dataType, value }]) => {
    if (typeof value !== 'string') return [];
    if (dataType.startsWith('Number')) return [[name, Number(value)] as const];
    return [[name, dataType === 'String.Array' ? listOf(value) : value] as const];
  });
  return Object.fromEntries(entries);
}

function listOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : text;
  } catch {
    return text;
  }
}

/** A body that is no JSON object fits no policy. */
function objectOf(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
