import { FilterPatternError, isLeaf, type Leaf, parseRule, type Rule } from './filter-rule';

/** Whether an event fits a pattern. */
export type EventTest = (event: unknown) => boolean;

/** Reads one rule of a field's list. @throws FilterPatternError */
export type RuleReader = (rule: unknown) => Rule;

const OR = '$or';

/**
 * Reads the pattern of a filter: an object with the fields that an event must have. A field's pattern is an object
 * again, or a list of rules of which one must hold. All fields must fit, and with `$or` one of its patterns.
 * @param readRule reads what stands in a list: services differ in their operators
 * @throws FilterPatternError
 */
export function parsePattern(pattern: unknown, readRule: RuleReader = parseRule): EventTest {
  const fields = isRecord(pattern) ? Object.entries(pattern) : [];
  if (fields.length === 0) {
    throw new FilterPatternError(
      `A pattern must be an object with at least one field, got ${JSON.stringify(pattern)}.`,
    );
  }
  const tests = fields.map(([name, inner]) =>
    name === OR ? parseOr(inner, readRule) : parseField(name, inner, readRule),
  );
  return (event) => tests.every((test) => test(event));
}

function parseOr(alternatives: unknown, readRule: RuleReader): EventTest {
  if (!Array.isArray(alternatives) || alternatives.length === 0) {
    throw new FilterPatternError(`'${OR}' must have a list of patterns, got ${JSON.stringify(alternatives)}.`);
  }
  const tests = alternatives.map((pattern) => parsePattern(pattern, readRule));
  return (event) => tests.some((test) => test(event));
}

function parseField(name: string, pattern: unknown, readRule: RuleReader): EventTest {
  if (!Array.isArray(pattern)) {
    const test = parsePattern(pattern, readRule);
    // A list of objects fits when one of them does.
    return (event) => objectsIn(fieldOf(event, name)).some(test);
  }
  if (pattern.length === 0) throw new FilterPatternError(`'${name}' must have at least one rule.`);
  const rules = pattern.map(readRule);
  return (event) => fits(rules, leavesIn(fieldOf(event, name)));
}

function fits(rules: readonly Rule[], leaves: readonly Leaf[]): boolean {
  return rules.some((rule) => (rule.kind === 'absent' ? leaves.length === 0 : leaves.some(rule.test)));
}

function fieldOf(event: unknown, name: string): unknown {
  return isRecord(event) && Object.hasOwn(event, name) ? event[name] : undefined;
}

/** `exists` looks at leaves only: a field that holds an object counts as absent. */
function leavesIn(value: unknown): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesIn);
  return isLeaf(value) ? [value] : [];
}

/** Never none, so that `{ "exists": false }` holds below a field that is not there. */
function objectsIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) && value.length > 0 ? value.flatMap(objectsIn) : [value];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
