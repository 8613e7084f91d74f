/** Thrown for a pattern that Lambda would not take, or one with an operator that is known but not offered here. */
export class FilterPatternError extends Error {
  override readonly name = 'FilterPatternError';

  constructor(
    message: string,
    /** The operator that EventBridge has and Lambda's table of operators has not. */
    readonly notOffered?: string,
  ) {
    super(message);
  }
}

/** Whether a leaf of an event fits: a text, a number, a boolean or null. */
export type Leaf = string | number | boolean | null;
export type LeafTest = (value: Leaf) => boolean;

/** What stands in the list of a field: a leaf's test, or whether there is a leaf at all. */
export type Rule = { readonly kind: 'value'; readonly test: LeafTest } | { readonly kind: 'absent' };

/** Operators that EventBridge has and "Filter rule syntax" of Lambda does not list. */
const EVENT_BRIDGE_ONLY: ReadonlySet<string> = new Set(['wildcard', 'cidr']);

/** Numbers that a `numeric` rule may name: -5.0e9 to 5.0e9. */
const MAX_NUMERIC = 5e9;

/** Reads one rule of a list, by "Filter rule syntax" of the AWS Lambda Developer Guide. */
export function parseRule(rule: unknown): Rule {
  if (isLeaf(rule)) return value((leaf) => leaf === rule);
  const [operator, operand] = onlyEntry(rule);
  switch (operator) {
    case 'exists':
      if (operand === true) return value(() => true);
      if (operand === false) return { kind: 'absent' };
      throw new FilterPatternError(`'exists' must be true or false, got ${JSON.stringify(operand)}.`);
    case 'numeric':
      return value(numeric(operand));
    case 'anything-but':
      return value(not(anythingBut(operand)));
    default:
      return value(textTest(operator, operand));
  }
}

export function isLeaf(value: unknown): value is Leaf {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

const value = (test: LeafTest): Rule => ({ kind: 'value', test });

const not =
  (test: LeafTest): LeafTest =>
  (leaf) =>
    !test(leaf);

function onlyEntry(rule: unknown): readonly [operator: string, operand: unknown] {
  const entries = typeof rule === 'object' && rule !== null && !Array.isArray(rule) ? Object.entries(rule) : [];
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0) {
    throw new FilterPatternError(`A rule must be a value or one operator, got ${JSON.stringify(rule)}.`);
  }
  return entry;
}

function textTest(operator: string, operand: unknown): LeafTest {
  if (EVENT_BRIDGE_ONLY.has(operator)) throw new FilterPatternError(`'${operator}' is not offered.`, operator);
  if (operator === 'equals-ignore-case') return ignoringCase((leaf, text) => leaf === text, operand);
  const compare = TEXT_OPERATORS[operator];
  if (compare === undefined) throw new FilterPatternError(`'${operator}' is no operator.`);
  // `{ "prefix": { "equals-ignore-case": "x" } }`
  if (typeof operand === 'object') {
    const [inner, text] = onlyEntry(operand);
    if (inner === 'equals-ignore-case') return ignoringCase(compare, text);
  }
  const text = textOf(operator, operand);
  return (leaf) => typeof leaf === 'string' && compare(leaf, text);
}

const TEXT_OPERATORS: Readonly<Record<string, (leaf: string, text: string) => boolean>> = {
  prefix: (leaf, text) => leaf.startsWith(text),
  suffix: (leaf, text) => leaf.endsWith(text),
};

function ignoringCase(compare: (leaf: string, text: string) => boolean, operand: unknown): LeafTest {
  const text = textOf('equals-ignore-case', operand).toLowerCase();
  return (leaf) => typeof leaf === 'string' && compare(leaf.toLowerCase(), text);
}

function textOf(operator: string, operand: unknown): string {
  if (typeof operand === 'string') return operand;
  throw new FilterPatternError(`'${operator}' must have a text, got ${JSON.stringify(operand)}.`);
}

/** A value, a list of texts or of numbers, or an operator on texts. */
function anythingBut(operand: unknown): LeafTest {
  if (typeof operand === 'string' || typeof operand === 'number') return (leaf) => leaf === operand;
  if (Array.isArray(operand)) {
    const types = new Set(operand.map((each) => typeof each));
    const [type] = types;
    if (types.size !== 1 || (type !== 'string' && type !== 'number')) {
      throw new FilterPatternError("'anything-but' must have texts alone or numbers alone in its list.");
    }
    return (leaf) => operand.includes(leaf);
  }
  const [operator, inner] = onlyEntry(operand);
  return textTest(operator, inner);
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `["=", 100]`, `[">", 10]` or a range such as `[">", 10, "<=", 20]`. */
function numeric(operand: unknown): LeafTest {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const tests: ((leaf: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [operator, bound] = [parts[index], parts[index + 1]];
    const compare = typeof operator === 'string' ? COMPARISONS[operator] : undefined;
    if (compare === undefined || typeof bound !== 'number' || Math.abs(bound) > MAX_NUMERIC) {
      throw new FilterPatternError(`'numeric' must compare with numbers up to 5e9, got ${JSON.stringify(operand)}.`);
    }
    tests.push((leaf) => compare(leaf, bound));
  }
  const isRange = tests.length === 2 && /^>=?$/.test(String(parts[0])) && /^<=?$/.test(String(parts[2]));
  if (tests.length !== 1 && !isRange) {
    throw new FilterPatternError(`'numeric' must be one comparison or a range, got ${JSON.stringify(operand)}.`);
  }
  return (leaf) => typeof leaf === 'number' && tests.every((test) => test(leaf));
}
