import type { ConditionKeys } from './condition-keys';
import type { AccessRequest, NamedPolicy, PolicySource } from './request';
import { type Mismatch, statementsOf } from './statement';
import type { Applied } from './verdict';
import { joined, principalName, statementName } from './wording';

/** A statement and what keeps it from applying. */
export interface Candidate extends Applied {
  readonly mismatches: readonly Mismatch[];
}

/** All statements of one side's policies. */
export function candidates(request: AccessRequest, keys: ConditionKeys, source: PolicySource): readonly Candidate[] {
  return policiesOf(request, source).flatMap((policy) =>
    statementsOf(policy.document).map((statement) => ({
      policy,
      statement,
      source,
      mismatches: statement.mismatches(request, keys, source),
    })),
  );
}

/** Of the allowing statements about the action, the one that fewest elements keep from applying, and which. */
export function nearestToAllow(request: AccessRequest, keys: ConditionKeys, sources: readonly PolicySource[]): string {
  const nearest = sources
    .flatMap((source) => candidates(request, keys, source))
    .filter(({ statement, mismatches }) => statement.effect === 'Allow' && mismatches.length > 0)
    .filter(({ mismatches }) => !mismatches.some(({ element }) => element === 'Action'))
    .sort((a, b) => distance(a) - distance(b))[0];
  return nearest === undefined
    ? nothingAllows(request, sources)
    : `statement ${statementName(nearest)} would, but its ${nearest.mismatches.map(({ text }) => text).join(' and its ')}`;
}

/**
 * A statement about another caller or resource is further away than one with failing conditions, and one about
 * identities is further from a service than one about another service.
 */
function distance({ mismatches }: Candidate): number {
  return mismatches.reduce((sum, { element, otherKind }) => {
    if (element === 'Condition') return sum + 1;
    return sum + (otherKind === true ? 15 : 10);
  }, 0);
}

function nothingAllows(request: AccessRequest, sources: readonly PolicySource[]): string {
  const policies = sources.flatMap((source) => policiesOf(request, source));
  if (policies.length > 0) {
    const names = joined(policies.map(({ name }) => name));
    return `${names} ${policies.length === 1 ? 'does' : 'do'} not allow ${request.action}`;
  }
  const caller = principalName(request.principal);
  if (sources.length === 1) {
    return `${sources[0] === 'identity' ? caller : request.resource} has no policy`;
  }
  return request.principal.kind === 'service' || request.principal.kind === 'anonymous'
    ? `${request.resource} has no policy, and only that could allow ${caller}`
    : `neither ${caller} nor ${request.resource} has a policy`;
}

function policiesOf(request: AccessRequest, source: PolicySource): readonly NamedPolicy[] {
  switch (source) {
    case 'identity':
      return request.identityPolicies;
    case 'resource':
      return request.resourcePolicies;
    case 'boundary':
      return request.permissionsBoundary === undefined ? [] : [request.permissionsBoundary];
    default:
      return request.sessionPolicies ?? [];
  }
}
