import type { ConditionKeys, KeyValue } from './condition-keys';
import type { ConditionValue, PolicyConditions } from './document';
import { matchesAny, type Pattern } from './match';
import { OPERATORS, type Operator } from './operators';
import { listed } from './wording';

/** One operator on one key. A statement applies only when all of its conditions hold. */
export interface Condition {
  holds(keys: ConditionKeys): boolean;
  /** For example `condition ArnLike aws:SourceArn wants arn:aws:s3:::a, got arn:aws:s3:::b`. */
  explain(keys: ConditionKeys): string;
}

interface OperatorName {
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly base: string;
  readonly ifExists: boolean;
}

/** @param variables whether `${...}` is a policy variable in this document */
export function compileConditions(conditions: PolicyConditions, variables: boolean): readonly Condition[] {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileCondition(operator, key, textsOf(values), variables)),
  );
}

/** Whether AWS knows an operator's name, with its set prefix and `IfExists`. */
export function isConditionOperator(name: string): boolean {
  const { base, ifExists } = parseOperator(name);
  return base === 'Null' ? !ifExists : OPERATORS.has(base);
}

function compileCondition(name: string, key: string, wanted: readonly string[], variables: boolean): Condition {
  const parsed = parseOperator(name);
  const lowerCase = key.toLowerCase();
  const label = `condition ${name} ${key}`;
  if (parsed.base === 'Null') {
    return nullCondition(label, key, lowerCase, wanted);
  }
  const operator = OPERATORS.get(parsed.base);
  if (operator === undefined) {
    // AWS refuses such a document when it is stored; here it must not allow anything.
    return { holds: () => false, explain: () => `${label} has an operator that does not exist` };
  }
  const patterns = wanted.map((value) => operator.compile(value, variables));
  return {
    holds: (keys) => holds(parsed, operator, patterns, keys.value(key, lowerCase), keys),
    explain(keys) {
      const values = listed(patterns.map((pattern) => pattern.show(keys)));
      const but = operator.negated ? 'anything but ' : '';
      return `${label} wants ${but}${values}, got ${showValue(keys.value(key, lowerCase))}`;
    },
  };
}

function holds(
  name: OperatorName,
  operator: Operator,
  patterns: readonly Pattern[],
  value: KeyValue,
  keys: ConditionKeys,
): boolean {
  if (value !== undefined && name.set !== undefined && isNullSet(value)) {
    return name.set === 'ForAllValues';
  }
  if (value === undefined) {
    // ForAnyValue wants a value that there is none of; ForAllValues finds none that breaks its rule.
    return name.ifExists || name.set === 'ForAllValues' || (operator.negated && name.set === undefined);
  }
  if (typeof value === 'string') {
    return matchesAny(patterns, value, keys) !== operator.negated;
  }
  const matchesOne = (got: string) => matchesAny(patterns, got, keys);
  switch (name.set) {
    case 'ForAllValues':
      return value.every((got) => matchesOne(got) !== operator.negated);
    case 'ForAnyValue':
      return value.some((got) => matchesOne(got) !== operator.negated);
    default:
      return value.some(matchesOne) !== operator.negated;
  }
}

/** To ForAllValues and ForAnyValue an empty text is no value: "Set operators for multivalued context keys". */
function isNullSet(value: string | readonly string[]): boolean {
  return typeof value === 'string' ? value === '' : value.every((text) => text === '');
}

/** `Null` with `true` wants the key to be absent, with `false` to be there; anything else it never finds. */
function nullCondition(label: string, key: string, lowerCase: string, wanted: readonly string[]): Condition {
  const absences = wanted.map((value) => value.toLowerCase());
  const wants = listed(absences.map((absent) => ({ true: 'no value', false: 'any value' })[absent] ?? absent));
  return {
    holds: (keys) => absences.includes(String(keys.value(key, lowerCase) === undefined)),
    explain: (keys) => `${label} wants ${wants}, got ${showValue(keys.value(key, lowerCase))}`,
  };
}

function parseOperator(name: string): OperatorName {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(name);
  const set = match?.[1];
  return {
    set: set === 'ForAllValues' || set === 'ForAnyValue' ? set : undefined,
    base: match?.[2] ?? name,
    ifExists: match?.[3] !== undefined,
  };
}

function textsOf(value: ConditionValue): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function showValue(value: KeyValue): string {
  return value === undefined ? 'no value' : typeof value === 'string' ? value : value.join(', ');
}
