import { MAX_EVENT_PATTERN_LENGTH } from '../../limits/events';
import { cidrRule } from './cidr-rule';
import { type EventTest, parsePattern } from './filter-pattern';
import { FilterPatternError, type Leaf, type LeafTest, parseRule, type Rule } from './filter-rule';

/**
 * Reads an event pattern of a rule, by "Comparison operators for use in event patterns", Amazon EventBridge User Guide.
 * @param text JSON: `{ "source": ["aws.s3"], "detail": { "object": { "key": [{ "prefix": "orders/" }] } } }`
 * @throws FilterPatternError
 */
export function eventPattern(text: string): EventTest {
  if (text.length > MAX_EVENT_PATTERN_LENGTH) {
    throw new FilterPatternError(`A pattern has at most ${MAX_EVENT_PATTERN_LENGTH} characters, got ${text.length}.`);
  }
  return parsePattern(parseJson(text), readRule);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FilterPatternError(`A pattern must be JSON, got ${text}.`);
  }
}

/** As Lambda's rules, with `wildcard`, `cidr`, and lists of texts in every form of `anything-but`. */
function readRule(rule: unknown): Rule {
  if (!isRecord(rule) || Object.keys(rule).length !== 1) return parseRule(rule);
  if ('wildcard' in rule) return { kind: 'value', test: wildcard(rule['wildcard']) };
  if ('cidr' in rule) return cidrRule(rule['cidr']);
  const but = rule['anything-but'];
  return isRecord(but) ? { kind: 'value', test: anythingBut(but) } : parseRule(rule);
}

/** `{ "anything-but": { "prefix": ["a", "b"] } }`: nothing of the list may fit. */
function anythingBut(but: Readonly<Record<string, unknown>>): LeafTest {
  const entries = Object.entries(but);
  const [operator, operand] = entries[0] ?? [];
  if (operator === undefined || entries.length !== 1 || !INNER_OPERATORS.has(operator)) {
    throw new FilterPatternError(
      `'anything-but' takes values or one of ${[...INNER_OPERATORS].join(', ')}, got ${JSON.stringify(but)}.`,
    );
  }
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (operands.length === 0) throw new FilterPatternError(`'${operator}' must have at least one text.`);
  const tests = operands.map((one) => testOf(readRule({ [operator]: one })));
  return (leaf) => !tests.some((test) => test(leaf));
}

const INNER_OPERATORS: ReadonlySet<string> = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);

function testOf(rule: Rule): LeafTest {
  return rule.kind === 'value' ? rule.test : () => false;
}

/** `*` stands for any characters, `\*` for the star itself and `\\` for the backslash. */
function wildcard(operand: unknown): LeafTest {
  if (typeof operand !== 'string' || operand === '') {
    throw new FilterPatternError(`'wildcard' must have a text, got ${JSON.stringify(operand)}.`);
  }
  const parts: string[] = [''];
  for (let index = 0; index < operand.length; index += 1) {
    let character = operand.charAt(index);
    if (character === '*') {
      if (operand.charAt(index + 1) === '*') {
        throw new FilterPatternError(`Consecutive wildcard characters at '${operand}' are not allowed.`);
      }
      parts.push('');
      continue;
    }
    if (character === '\\') {
      index += 1;
      character = operand.charAt(index);
      if (character !== '*' && character !== '\\') {
        throw new FilterPatternError(`Invalid escape character in '${operand}': only \\* and \\\\ are allowed.`);
      }
    }
    parts[parts.length - 1] += character;
  }
  return (leaf: Leaf) => typeof leaf === 'string' && fitsParts(leaf, parts);
}

/** Taking each part at its first place is enough, for the last one must be at the end. Linear, unlike a regular expression. */
function fitsParts(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return from <= text.length - last.length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
