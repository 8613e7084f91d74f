import { Duration, Size, SizeRoundingBehavior, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { GuardError, type Violation } from './guard-error';

/** What must be true of a construct's props. All rules of a construct stand in one table. */
export interface Rule<Props> {
  /** The stable id without its prefix: `MaxReceiveCount` is reported as `Spillway:MaxReceiveCount`. */
  readonly id: string;
  readonly prop: string;
  /** The value to judge. One that is not set, or that only CloudFormation will know, is not judged. */
  readonly value: (props: Props) => unknown;
  /** The value in words, where its own text would say nothing. */
  readonly got?: (props: Props) => string;
  /** Asked only about a value that is set and known. */
  readonly holds: (props: Props) => boolean;
  /** What the value must be: the words after `must be`. */
  readonly must: string;
  readonly why: string;
  readonly fix: string | ((props: Props) => string);
}

/** @throws GuardError with every rule that does not hold. */
export function check<Props>(scope: IConstruct, props: Props, rules: readonly Rule<Props>[]): void {
  const violations = violationsOf(props, rules);
  if (violations.length > 0) {
    throw new GuardError(scope.node.path, violations);
  }
}

export function violationsOf<Props>(props: Props, rules: readonly Rule<Props>[]): readonly Violation[] {
  return rules
    .filter((rule) => isJudged(rule.value(props)) && !rule.holds(props))
    .map((rule) => violation(rule, props));
}

/** The id that findings of a rule carry, in errors and in annotations. */
export function ruleId(id: string): string {
  return `Spillway:${id}`;
}

function violation<Props>(rule: Rule<Props>, props: Props): Violation {
  const fix = typeof rule.fix === 'string' ? rule.fix : rule.fix(props);
  const got = rule.got?.(props) ?? shown(rule.value(props));
  return {
    id: ruleId(rule.id),
    prop: rule.prop,
    message: `'${rule.prop}' must be ${rule.must}, got ${got}. ${rule.why}. ${fix}.`,
  };
}

function isJudged(value: unknown): boolean {
  if (value === undefined) {
    return false;
  }
  return value instanceof Duration || value instanceof Size ? !value.isUnresolved() : !Token.isUnresolved(value);
}

function shown(value: unknown): string {
  if (value instanceof Duration) {
    return value.toHumanString();
  }
  if (value instanceof Size) {
    return `${value.toBytes({ rounding: SizeRoundingBehavior.NONE })} bytes`;
  }
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
