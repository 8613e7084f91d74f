import { type ConditionKeys, RequestKeys } from './condition-keys';
import { explain, outcomes } from './explain';
import type { AccessRequest, Decision, NamedPolicy } from './request';
import { type PolicySource, statementsOf } from './statement';
import { type Findings, judge } from './verdict';

/**
 * Decides one access request as AWS does ("Policy evaluation logic", IAM User Guide): an explicit deny in any
 * policy wins; within an account an allow of either side suffices, across accounts both sides must allow;
 * AWS services and anonymous callers have no policies of their own, so the resource's policy decides.
 */
export function evaluate(request: AccessRequest): Decision {
  const keys = new RequestKeys(request);
  const verdict = judge(request, findingsOf(request, keys));
  let reason: string | undefined;
  let statements: Decision['statements'] | undefined;
  // The texts cost more than the decision, and most decisions are never read: they are made on demand.
  return {
    allowed: verdict.kind === 'allow',
    kind: verdict.kind,
    action: request.action,
    resource: request.resource,
    get reason() {
      reason ??= explain(request, keys, verdict);
      return reason;
    },
    get statements() {
      statements ??= outcomes(request, keys);
      return statements;
    },
  };
}

function findingsOf(request: AccessRequest, keys: ConditionKeys): Findings {
  const findings: Findings = {};
  collect(request.identityPolicies, 'identity', request, keys, findings);
  collect(request.resourcePolicies, 'resource', request, keys, findings);
  return findings;
}

function collect(
  policies: readonly NamedPolicy[],
  source: PolicySource,
  request: AccessRequest,
  keys: ConditionKeys,
  findings: Findings,
): void {
  for (const policy of policies) {
    for (const statement of statementsOf(policy.document)) {
      const match = statement.match(request, keys, source);
      if (match === 'none') {
        continue;
      }
      const applied = { policy, statement };
      if (statement.effect === 'Deny') {
        findings.denial ??= applied;
      } else if (source === 'identity') {
        findings.identity ??= applied;
      } else if (match === 'direct') {
        findings.direct ??= applied;
      } else {
        findings.delegated ??= applied;
      }
    }
  }
}
