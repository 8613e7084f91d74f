import type { PolicyConditions, PolicyStatement } from '../../../model/policy/document';
import type { AccessRequest, Decision, NamedPolicy, Principal } from '../../../model/policy/request';

/**
 * The rules of "Policy evaluation logic" once more, word by word and without any thought of speed, for the part of the
 * language that `situations.ts` makes: what the evaluator must agree with.
 */
export function referenceDecision(request: AccessRequest): Decision['kind'] {
  const { identityPolicies, resourcePolicies, permissionsBoundary, sessionPolicies = [] } = request;
  const limits = [
    ...(permissionsBoundary === undefined ? [] : [[permissionsBoundary]]),
    ...(sessionPolicies.length === 0 ? [] : [sessionPolicies]),
  ];
  const all = [...identityPolicies, ...limits.flat()];
  const denied =
    all.some((policy) => applying(policy, request, 'Deny').length > 0) ||
    resourcePolicies.some((policy) => applying(policy, request, 'Deny').some((each) => names(each, request) !== ''));
  if (denied) return 'explicit-deny';

  const allows = (policies: readonly NamedPolicy[]) =>
    policies.some((policy) => applying(policy, request, 'Allow').length > 0);
  const granted = resourcePolicies
    .flatMap((policy) => applying(policy, request, 'Allow'))
    .map((statement) => names(statement, request));
  const within = limits.every(allows);
  const isKept = request.action === 'sqs:DeleteQueue';
  return isAllowed(request, granted, allows(identityPolicies), within, isKept) ? 'allow' : 'implicit-deny';
}

function isAllowed(
  { principal, resourceAccount, action }: AccessRequest,
  granted: readonly string[],
  identity: boolean,
  within: boolean,
  isKept: boolean,
): boolean {
  const has = (...how: readonly string[]) => granted.some((each) => how.includes(each));
  if (principal.kind === 'service' || principal.kind === 'anonymous') return has('caller');
  const own = (identity && within) || principal.kind === 'account';
  if (principal.account !== resourceAccount) {
    const limited = principal.kind === 'account' ? within : own;
    return !isKept && has('caller', 'role', 'account') && limited;
  }
  if (has('caller') || (has('role') && within)) return true;
  return action === 'sts:AssumeRole' ? has('account') && own && (principal.kind !== 'account' || within) : own;
}

function applying(policy: NamedPolicy, request: AccessRequest, effect: string): readonly PolicyStatement[] {
  const { Statement } = policy.document;
  const statements: readonly PolicyStatement[] = Array.isArray(Statement) ? Statement : [Statement as PolicyStatement];
  return statements.filter(
    ({ Effect, Action, NotAction, Resource, NotResource, Condition }) =>
      Effect === effect &&
      anyMatches(Action ?? NotAction, request.action.toLowerCase(), true) === (Action !== undefined) &&
      anyMatches(Resource ?? NotResource, request.resource, false) === (Resource !== undefined) &&
      holds(Condition ?? {}, request.context),
  );
}

/** How a statement of a resource policy names the caller; empty when it does not. */
function names({ Principal: named, NotPrincipal }: PolicyStatement, { principal, permissionsBoundary }: AccessRequest) {
  if (NotPrincipal !== undefined) {
    const excepted = Object.values(NotPrincipal as Record<string, string | string[]>).flat();
    const isExcepted = permissionsBoundary === undefined && identities(principal).every((id) => excepted.includes(id));
    return isExcepted && principal.kind !== 'anonymous' ? '' : 'caller';
  }
  if (named === undefined) return '';
  if (named === '*') return 'caller';
  const values = Object.values(named as Record<string, string | string[]>).flat();
  const [account, ...closer] = identities(principal);
  const last = closer.at(-1) ?? account;
  if (values.includes('*') || (last !== undefined && values.includes(last))) return 'caller';
  if (principal.kind === 'role' && values.includes(principal.roleArn)) return 'role';
  return account !== undefined && values.includes(account) ? 'account' : '';
}

function identities(principal: Principal): readonly string[] {
  switch (principal.kind) {
    case 'service':
      return [principal.service];
    case 'anonymous':
      return [];
    case 'account':
      return [principal.account];
    case 'role':
      return [principal.account, principal.roleArn, principal.arn];
    default:
      return [principal.account, principal.arn];
  }
}

function anyMatches(patterns: string | readonly string[] | undefined, value: string, lower: boolean): boolean {
  return [patterns ?? []].flat().some((pattern) => like(lower ? pattern.toLowerCase() : pattern, value));
}

function like(pattern: string, value: string): boolean {
  const source = [...pattern].map((each) =>
    each === '*' ? '.*' : each === '?' ? '.' : each.replace(/[\\^$.|+()[\]{}]/g, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, 's').test(value);
}

function holds(conditions: PolicyConditions, context: AccessRequest['context']): boolean {
  return Object.entries(conditions).every(([name, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const [, set = '', base = '', ifExists] = /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/.exec(name) ?? [];
      const [, value] = Object.entries(context).find(([other]) => other.toLowerCase() === key.toLowerCase()) ?? [];
      const texts = [wanted].flat().map(String);
      if (base === 'Null') return texts.includes(String(value === undefined));
      if (value === undefined && ifExists !== undefined) return true;
      const values = value === undefined ? [] : [value].flat();
      const matches = (got: string) => texts.some((text) => compare(base, text, got));
      const negated = base.includes('Not');
      if (set === 'ForAllValues:') return values.every((got) => matches(got) !== negated);
      if (set === 'ForAnyValue:') return values.some((got) => matches(got) !== negated);
      return values.some(matches) !== negated;
    }),
  );
}

function compare(base: string, wanted: string, got: string): boolean {
  if (base.endsWith('IgnoreCase') || base === 'Bool') return wanted.toLowerCase() === got.toLowerCase();
  return base.endsWith('Like') ? like(wanted, got) : wanted === got;
}
