import type { ConditionKeys } from './condition-keys';
import { isKeyOwnersAction } from './kms-actions';
import { candidates, nearestToAllow } from './nearest';
import type { AccessRequest, PolicySource, StatementOutcome } from './request';
import type { Statement } from './statement';
import type { Findings, MissingConsent, Verdict } from './verdict';
import { principalName, statementName } from './wording';

const SOURCES: readonly PolicySource[] = ['identity', 'resource', 'boundary', 'session'];

/** One sentence: which statement decided, or what came closest to allowing the request and why it did not. */
export function explain(request: AccessRequest, keys: ConditionKeys, verdict: Verdict): string {
  switch (verdict.kind) {
    case 'explicit-deny':
      return `Statement ${statementName(verdict.by)} denies it${grounds(verdict.by.statement, keys)}.`;
    case 'allow': {
      const [first, second] = verdict.by;
      const within = verdict.within.map((limit) => `, within statement ${statementName(limit)}`).join('');
      if (first === undefined) {
        return `The root user of account ${request.resourceAccount} may do everything in its own account.`;
      }
      return second === undefined
        ? `Statement ${statementName(first)} allows it${within}.`
        : `Statement ${statementName(first)} and statement ${statementName(second)} allow it${within}: ${bothRule(request)}.`;
    }
    default:
      return `${implicitDeny(request, keys, verdict.missing, verdict.findings)}.`;
  }
}

/** How every statement took part. */
export function outcomes(request: AccessRequest, keys: ConditionKeys): readonly StatementOutcome[] {
  return SOURCES.flatMap((source) => candidates(request, keys, source)).map(({ policy, statement, mismatches }) => ({
    policy: policy.name,
    statement: statement.name,
    effect: statement.effect,
    matched: mismatches.length === 0,
    ...(mismatches.length === 0 ? {} : { mismatch: mismatches.map(({ text }) => text).join('; ') }),
  }));
}

function onlyOwner({ action, resourceAccount }: AccessRequest, caller: string): string {
  const [service, resource] = isKeyOwnersAction(action) ? ['KMS', 'key'] : ['SQS', 'queue'];
  return `Only account ${resourceAccount}, which owns the ${resource}, may call ${action}: ${service} does not let a policy grant it to another account's ${caller}`;
}

/** Why what the caller was given is not enough. */
const LIMITS = {
  boundary: { name: 'permissions boundary', rule: 'nobody gets more than the own permissions boundary allows' },
  session: { name: 'session policy', rule: 'a session gets no more than its session policies allow' },
} as const;

function grounds(statement: Statement, keys: ConditionKeys): string {
  const conditions = statement.conditions.map((condition) => condition.explain(keys));
  return conditions.length === 0 ? '' : `: its ${conditions.join(' and its ')}`;
}

function implicitDeny(
  request: AccessRequest,
  keys: ConditionKeys,
  missing: MissingConsent,
  findings: Findings,
): string {
  const caller = principalName(request.principal);
  switch (missing) {
    case 'owner':
      return onlyOwner(request, caller);
    case 'identity': {
      const allowed = findings.direct ?? findings.role ?? findings.delegated;
      const consent = allowed ? `statement ${statementName(allowed)} allows it` : 'the resource allows it';
      return `No identity policy allows it: ${consent}, but ${bothRule(request)}, and ${nearestToAllow(request, keys, ['identity'])}`;
    }
    case 'resource': {
      const consent = findings.identity ? `statement ${statementName(findings.identity)} allows it` : `${caller} may`;
      return `No resource policy allows it: ${consent}, but ${bothRule(request)}, and ${nearestToAllow(request, keys, ['resource'])}`;
    }
    case 'boundary':
    case 'session': {
      const allowed = findings.identity ?? findings.role ?? findings.delegated;
      const consent = allowed ? `statement ${statementName(allowed)} allows it` : `${caller} may`;
      return `No ${LIMITS[missing].name} allows it: ${consent}, but ${LIMITS[missing].rule}, and ${nearestToAllow(request, keys, [missing])}`;
    }
    default:
      return `No statement allows it: ${nearestToAllow(request, keys, ['resource', 'identity'])}`;
  }
}

/** Why one side's consent is not enough. */
function bothRule(request: AccessRequest): string {
  return 'account' in request.principal && request.principal.account === request.resourceAccount
    ? 'a policy that names only the account leaves the choice to the identity policies'
    : 'access across accounts needs both a resource policy and an identity policy';
}
