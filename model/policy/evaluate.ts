import { type ConditionKeys, RequestKeys } from './condition-keys';
import { explain, outcomes } from './explain';
import type { AccessRequest, Decision, NamedPolicy, PolicySource } from './request';
import { statementsOf } from './statement';
import { type Findings, judge, type Verdict } from './verdict';

/**
 * Decides one access request as AWS does ("Policy evaluation logic", IAM User Guide): an explicit deny in any
 * policy wins; within an account an allow of either side suffices, across accounts both sides must allow; a
 * permissions boundary and session policies limit what the caller's side gives; AWS services and anonymous callers
 * have no policies of their own, so the resource's policy decides.
 */
export function evaluate(request: AccessRequest): Decision {
  const keys = new RequestKeys(request);
  return new ExplainedDecision(request, keys, judge(request, findingsOf(request, keys)));
}

/** Words cost more than the decision and are seldom read, so they wait until somebody asks for them. */
class ExplainedDecision implements Decision {
  readonly allowed: boolean;
  readonly kind: Decision['kind'];
  readonly action: string;
  readonly resource: string;
  readonly deniedBy: PolicySource | undefined;
  #reason: string | undefined;
  #outcomes: Decision['statements'] | undefined;
  readonly #request: AccessRequest;
  readonly #keys: ConditionKeys;
  readonly #verdict: Verdict;

  constructor(request: AccessRequest, keys: ConditionKeys, verdict: Verdict) {
    this.allowed = verdict.kind === 'allow';
    this.kind = verdict.kind;
    this.action = request.action;
    this.resource = request.resource;
    this.deniedBy = deniedBy(request, verdict);
    this.#request = request;
    this.#keys = keys;
    this.#verdict = verdict;
  }

  get reason(): string {
    this.#reason ??= explain(this.#request, this.#keys, this.#verdict);
    return this.#reason;
  }

  get statements(): Decision['statements'] {
    this.#outcomes ??= outcomes(this.#request, this.#keys);
    return this.#outcomes;
  }

  toJSON(): Decision {
    const { allowed, kind, deniedBy, action, resource, reason, statements } = this;
    return { allowed, kind, deniedBy, action, resource, reason, statements };
  }
}

function deniedBy({ principal }: AccessRequest, verdict: Verdict): PolicySource | undefined {
  switch (verdict.kind) {
    case 'allow':
      return undefined;
    case 'explicit-deny':
      return verdict.by.source;
    default:
      if (verdict.missing === 'any') {
        return principal.kind === 'service' || principal.kind === 'anonymous' ? 'resource' : 'identity';
      }
      return verdict.missing === 'owner' ? 'resource' : verdict.missing;
  }
}

function findingsOf(request: AccessRequest, keys: ConditionKeys): Findings {
  const findings: Findings = {};
  collect(request.identityPolicies, 'identity', request, keys, findings);
  collect(request.resourcePolicies, 'resource', request, keys, findings);
  if (request.permissionsBoundary !== undefined) {
    collect([request.permissionsBoundary], 'boundary', request, keys, findings);
  }
  if (request.sessionPolicies !== undefined) {
    collect(request.sessionPolicies, 'session', request, keys, findings);
  }
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
      const applied = { policy, statement, source };
      if (statement.effect === 'Deny') {
        findings.denial ??= applied;
      } else if (source !== 'resource') {
        findings[source] ??= applied;
      } else if (match === 'account') {
        findings.delegated ??= applied;
      } else {
        findings[match] ??= applied;
      }
    }
  }
}
