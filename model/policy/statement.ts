import type { ConditionKeys } from './condition-keys';
import { type Condition, compileConditions } from './conditions';
import type { PolicyDocument, PolicyStatement } from './document';
import { matchesAny, type Pattern, textPattern } from './match';
import { compileNotPrincipal, compilePrincipal, type PrincipalMatch, type PrincipalPattern } from './principal';
import type { AccessRequest, PolicySource } from './request';
import { listed, principalName } from './wording';

/** Policy variables came with this version; in an older document `${...}` is text. */
const VERSION_WITH_VARIABLES = '2012-10-17';

/** A statement, ready to be asked many times. */
export interface Statement {
  /** The `Sid`, or `statement N` counted from 1. */
  readonly name: string;
  /** As a sentence has it, after the word statement: the `Sid`, or the number counted from 1. */
  readonly title: string;
  readonly effect: 'Allow' | 'Deny';
  /** Whether the statement says anything about the request, and for a resource policy how it names the caller. */
  match(request: AccessRequest, keys: ConditionKeys, source: PolicySource): PrincipalMatch;
  /** Every element that keeps the statement from applying; empty when it applies. */
  mismatches(request: AccessRequest, keys: ConditionKeys, source: PolicySource): readonly Mismatch[];
  /** The conditions that hold, in words: what a denial rests on. */
  readonly conditions: readonly Condition[];
}

export interface Mismatch {
  readonly element: 'Principal' | 'Action' | 'Resource' | 'Condition';
  /** For example `Action wants sqs:ReceiveMessage, got sqs:SendMessage`. */
  readonly text: string;
  /** Of a principal: the statement is about services and a service does not ask, or the other way round. */
  readonly otherKind?: boolean;
}

const compiled = new WeakMap<PolicyDocument, readonly Statement[]>();

/** The statements of a document, compiled when it is first asked. A document must not change afterwards. */
export function statementsOf(document: PolicyDocument): readonly Statement[] {
  let statements = compiled.get(document);
  if (statements === undefined) {
    const variables = document.Version === VERSION_WITH_VARIABLES;
    statements = asList(document.Statement).map((statement, index) => compileStatement(statement, index, variables));
    compiled.set(document, statements);
  }
  return statements;
}

function compileStatement(statement: PolicyStatement, index: number, variables: boolean): Statement {
  const principal = principalOf(statement);
  const action = elementOf('Action', statement.Action, statement.NotAction, (text) =>
    textPattern(text, { wildcards: true, variables: false, ignoreCase: true }),
  );
  // A wildcard may reach over colons: AWS documents it for one at the end of a segment, and ARNs make no other case.
  const resource = elementOf('Resource', statement.Resource, statement.NotResource, (text) =>
    textPattern(text, { wildcards: true, variables }),
  );
  const conditions = compileConditions(statement.Condition ?? {}, variables);

  return {
    name: statement.Sid || `statement ${index + 1}`,
    title: statement.Sid || String(index + 1),
    effect: statement.Effect,
    conditions,
    match(request, keys, source) {
      if (!action.matches(request.action, keys) || !resourceMatches(resource, request, keys, source)) {
        return 'none';
      }
      const match = source === 'resource' ? principal.match(request) : 'direct';
      return match !== 'none' && conditions.every((condition) => condition.holds(keys)) ? match : 'none';
    },
    mismatches(request, keys, source) {
      const found: Mismatch[] = [];
      if (source === 'resource' && principal.match(request) === 'none') {
        const text = `Principal wants ${principal.text}, got ${principalName(request.principal)}`;
        found.push({ element: 'Principal', text, otherKind: !principal.namesKindOf(request.principal) });
      }
      if (!action.matches(request.action, keys)) {
        found.push({ element: 'Action', text: action.explain(request.action, keys) });
      }
      if (!resourceMatches(resource, request, keys, source)) {
        found.push({ element: 'Resource', text: resource.explain(request.resource, keys) });
      }
      for (const condition of conditions) {
        if (!condition.holds(keys)) {
          found.push({ element: 'Condition', text: condition.explain(keys) });
        }
      }
      return found;
    },
  };
}

/** A role's trust policy names no resource: a resource policy without one means what it hangs on. */
function resourceMatches(
  resource: Element,
  request: AccessRequest,
  keys: ConditionKeys,
  source: PolicySource,
): boolean {
  return resource.isMissing ? source === 'resource' : resource.matches(request.resource, keys);
}

const NOBODY: PrincipalPattern = { match: () => 'none', namesKindOf: () => false, text: 'nobody' };

function principalOf(statement: PolicyStatement): PrincipalPattern {
  if (statement.Principal !== undefined) {
    return compilePrincipal(statement.Principal);
  }
  // NotPrincipal with Allow is not supported: it would let in everyone else, unsigned callers included.
  return statement.NotPrincipal !== undefined && statement.Effect === 'Deny'
    ? compileNotPrincipal(statement.NotPrincipal)
    : NOBODY;
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
interface Element {
  readonly isMissing: boolean;
  matches(value: string, keys: ConditionKeys): boolean;
  explain(value: string, keys: ConditionKeys): string;
}

function elementOf(
  name: string,
  wanted: string | readonly string[] | undefined,
  unwanted: string | readonly string[] | undefined,
  compile: (text: string) => Pattern,
): Element {
  const negated = wanted === undefined && unwanted !== undefined;
  const patterns = asList(wanted ?? unwanted ?? []).map(compile);
  const show = (keys: ConditionKeys) => listed(patterns.map((pattern) => pattern.show(keys)));
  return {
    isMissing: wanted === undefined && unwanted === undefined,
    matches: (value, keys) => matchesAny(patterns, value, keys) !== negated,
    explain: (value, keys) =>
      negated ? `Not${name} excludes ${show(keys)}, got ${value}` : `${name} wants ${show(keys)}, got ${value}`,
  };
}

function asList<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}
