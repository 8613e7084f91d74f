import { type ConditionKeys, RequestKeys } from './condition-keys';
import { explain, outcomes } from './explain';
import type { AccessRequest, Decision, NamedPolicy } from './request';
import { type PolicySource, statementsOf } from './statement';
import { type Findings, judge, type Verdict } from './verdict';

/**
 * Decides one access request as AWS does ("Policy evaluation logic", IAM User Guide): an explicit deny in any
 * policy wins; within an account an allow of either side suffices, across accounts both sides must allow;
 * AWS services and anonymous callers have no policies of their own, so the resource's policy decides.
 */
export function evaluate(request: AccessRequest): Decision {
  const keys = new RequestKeys(request);
  const verdict = judge(request, findingsOf(request, keys));
  return new ExplainedDecision(request, keys, verdict);
}

/** The statements' outcomes cost more than the decision and are seldom read, so they wait until somebody does. */
class ExplainedDecision implements Decision {
  readonly allowed: boolean;
  readonly kind: Decision['kind'];
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
  #outcomes: Decision['statements'] | undefined;
  readonly #request: AccessRequest;
  readonly #keys: ConditionKeys;

  constructor(request: AccessRequest, keys: ConditionKeys, verdict: Verdict) {
    this.allowed = verdict.kind === 'allow';
    this.kind = verdict.kind;
    this.action = request.action;
    this.resource = request.resource;
    this.reason = explain(request, keys, verdict);
    this.#request = request;
    this.#keys = keys;
  }

  get statements(): Decision['statements'] {
    this.#outcomes ??= outcomes(this.#request, this.#keys);
    return this.#outcomes;
  }

  toJSON(): Decision {
    const { allowed, kind, action, resource, reason, statements } = this;
    return { allowed, kind, action, resource, reason, statements };
  }
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
