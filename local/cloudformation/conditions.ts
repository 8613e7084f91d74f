import { resolve, type Scope } from './intrinsics';
import { isObject, type JsonObject, sameJson } from './json';
import { validationError } from './template-error';

type Operator = (operands: readonly unknown[], scope: Scope) => boolean;

const OPERATORS: Readonly<Record<string, { readonly min: number; readonly max: number; readonly evaluate: Operator }>> =
  {
    'Fn::And': { min: 2, max: 10, evaluate: (all, scope) => all.every((one) => evaluateCondition(one, scope)) },
    'Fn::Or': { min: 2, max: 10, evaluate: (all, scope) => all.some((one) => evaluateCondition(one, scope)) },
    'Fn::Not': { min: 1, max: 1, evaluate: ([operand], scope) => !evaluateCondition(operand, scope) },
    'Fn::Equals': {
      min: 2,
      max: 2,
      evaluate: ([a, b], scope) => sameJson(asText(resolve(a, scope)), asText(resolve(b, scope))),
    },
  };

/** What a condition expression says: an operator, or `{ "Condition": name }`. */
export function evaluateCondition(expression: unknown, scope: Scope): boolean {
  const [name, operands] = isObject(expression) ? (Object.entries(expression)[0] ?? []) : [];
  if (name === 'Condition' && typeof operands === 'string') return scope.condition(operands);
  const operator = name !== undefined && Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (operator === undefined) {
    throw validationError(
      `Template error: a condition must be one of Condition, ${Object.keys(OPERATORS).join(', ')}, ` +
        `got ${name ?? JSON.stringify(expression)}.`,
    );
  }
  if (!Array.isArray(operands) || operands.length < operator.min || operands.length > operator.max) {
    const count = operator.min === operator.max ? `${operator.min}` : `${operator.min} to ${operator.max}`;
    throw validationError(`Template error: every ${name} object requires a list of ${count} parameters.`);
  }
  return operator.evaluate(operands, scope);
}

/** The template's named conditions, each evaluated when it is first asked for. */
export class Conditions {
  private readonly values = new Map<string, boolean | 'evaluating'>();

  constructor(private readonly expressions: JsonObject) {}

  value(name: string, scope: Scope): boolean {
    const known = this.values.get(name);
    if (known === 'evaluating') {
      throw validationError(`Template format error: Circular dependencies for condition ${name}`);
    }
    if (known !== undefined) return known;
    if (!Object.hasOwn(this.expressions, name)) {
      throw validationError(`Template format error: Unresolved condition dependency ${name}`);
    }
    this.values.set(name, 'evaluating');
    const value = evaluateCondition(this.expressions[name], scope);
    this.values.set(name, value);
    return value;
  }
}

/** Parameters are strings, so `2` and `"2"` are the same to a template. */
function asText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
