import type { ConditionKeys } from './condition-keys';
import { candidates, nearestToAllow } from './nearest';
import type { AccessRequest, StatementOutcome } from './request';
import type { Statement } from './statement';
import type { Findings, MissingConsent, Verdict } from './verdict';
import { principalName, statementName } from './wording';

/** One sentence: which statement decided, or what came closest to allowing the request and why it did not. */
export function explain(request: AccessRequest, keys: ConditionKeys, verdict: Verdict): string {
  switch (verdict.kind) {
    case 'explicit-deny':
      return `Statement ${statementName(verdict.by)} denies it${grounds(verdict.by.statement, keys)}.`;
    case 'allow': {
      const [first, second] = verdict.by;
      if (first === undefined) {
        return `The root user of account ${request.resourceAccount} may do everything in its own account.`;
      }
      return second === undefined
        ? `Statement ${statementName(first)} allows it.`
        : `Statement ${statementName(first)} and statement ${statementName(second)} allow it: ${bothRule(request)}.`;
    }
    default:
      return `${implicitDeny(request, keys, verdict.missing, verdict.findings)}.`;
  }
}

/** How every statement took part. */
export function outcomes(request: AccessRequest, keys: ConditionKeys): readonly StatementOutcome[] {
  return [...candidates(request, keys, 'identity'), ...candidates(request, keys, 'resource')].map(
    ({ policy, statement, mismatches }) => ({
      policy: policy.name,
      statement: statement.name,
      effect: statement.effect,
      matched: mismatches.length === 0,
      ...(mismatches.length === 0 ? {} : { mismatch: mismatches.map(({ text }) => text).join('; ') }),
    }),
  );
}

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
      return `Only account ${request.resourceAccount}, which owns the queue, may call ${request.action}: SQS does not let a policy grant it to another account's ${caller}`;
    case 'identity': {
      const allowed = findings.direct ?? findings.delegated;
      const consent = allowed ? `statement ${statementName(allowed)} allows it` : 'the resource allows it';
      return `No identity policy allows it: ${consent}, but ${bothRule(request)}, and ${nearestToAllow(request, keys, ['identity'])}`;
    }
    case 'resource': {
      const consent = findings.identity ? `statement ${statementName(findings.identity)} allows it` : `${caller} may`;
      return `No resource policy allows it: ${consent}, but ${bothRule(request)}, and ${nearestToAllow(request, keys, ['resource'])}`;
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
