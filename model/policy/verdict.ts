import { isKeyOwnersAction } from './kms-actions';
import type { AccessRequest, NamedPolicy, PolicySource } from './request';
import { isOwnerOnlyAction } from './sqs-actions';
import type { Statement } from './statement';

/** A statement that applies to the request, with the policy that it stands in. */
export interface Applied {
  readonly policy: NamedPolicy;
  readonly statement: Statement;
  readonly source: PolicySource;
}

/** What all policies together say, before anybody decides. */
export interface Findings {
  denial?: Applied;
  /** Allowed by a policy of the caller's own. */
  identity?: Applied;
  /** Allowed by a policy of the resource that names the caller, or everyone. */
  direct?: Applied;
  /** Allowed by a policy of the resource that names the role of the caller's session. */
  role?: Applied;
  /** Allowed by a policy of the resource that names the caller's account only. */
  delegated?: Applied;
  /** Within the permissions boundary. */
  boundary?: Applied;
  /** Within the session policies. */
  session?: Applied;
}

/** Whose consent is missing; `owner`: the action is nobody's but the owner's. */
export type MissingConsent = 'any' | 'owner' | PolicySource;

/** How a request was decided: `explain` turns it into a sentence. */
export type Verdict =
  | { readonly kind: 'explicit-deny'; readonly by: Applied }
  | { readonly kind: 'allow'; readonly by: readonly Applied[]; readonly within: readonly Applied[] }
  | {
      readonly kind: 'implicit-deny';
      readonly missing: MissingConsent;
      readonly findings: Findings;
    };

/** Weighs what the policies say. */
export function judge(request: AccessRequest, findings: Findings): Verdict {
  const { denial, direct } = findings;
  if (denial !== undefined) {
    return { kind: 'explicit-deny', by: denial };
  }
  const { principal } = request;
  if (principal.kind === 'service' || principal.kind === 'anonymous') {
    return direct ? allow(direct) : refuse('any', findings);
  }
  const isRoot = principal.kind === 'account';
  if (principal.account !== request.resourceAccount) {
    return isOwnerOnlyAction(request.action) || isKeyOwnersAction(request.action)
      ? refuse('owner', findings)
      : both(request, findings.direct ?? findings.role ?? findings.delegated, isRoot, findings);
  }
  return withinAccount(request, isRoot, findings);
}

/**
 * Within an account either side suffices. What a resource policy gives to a session, to a user or to everyone is not
 * limited further; what it gives to a role is, like what identity policies give: "Policy evaluation for requests
 * within a single account".
 */
function withinAccount(request: AccessRequest, isRoot: boolean, findings: Findings): Verdict {
  const { direct, role, delegated, identity } = findings;
  const decidesAlone = !needsResourcePolicy(request);
  const granted = decidesAlone ? (identity ?? role) : role;
  const limit = missingLimit(request, findings);
  if (granted !== undefined && limit === undefined) {
    return allow(granted, findings);
  }
  if (direct !== undefined) {
    return allow(direct);
  }
  if (granted !== undefined && limit !== undefined) {
    return refuse(limit, findings);
  }
  if (!decidesAlone) {
    return both(request, delegated, isRoot, findings);
  }
  return isRoot ? { kind: 'allow', by: [], within: [] } : refuse(delegated ? 'identity' : 'any', findings);
}

/** @param isRoot an account's root user needs no policy of its own */
function both(request: AccessRequest, resource: Applied | undefined, isRoot: boolean, findings: Findings): Verdict {
  const { identity } = findings;
  if (resource === undefined || (identity === undefined && !isRoot)) {
    return refuse(resource ? 'identity' : identity || isRoot ? 'resource' : 'any', findings);
  }
  const limit = missingLimit(request, findings);
  if (limit !== undefined) {
    return refuse(limit, findings);
  }
  const by = identity ? [resource, identity] : [resource];
  return { kind: 'allow', by, within: limitsOf(findings) };
}

/** A permissions boundary or session policies that are there and do not allow the request. */
function missingLimit(request: AccessRequest, findings: Findings): 'boundary' | 'session' | undefined {
  if (request.permissionsBoundary !== undefined && findings.boundary === undefined) {
    return 'boundary';
  }
  const isLimited = request.sessionPolicies !== undefined && request.sessionPolicies.length > 0;
  return isLimited && findings.session === undefined ? 'session' : undefined;
}

function allow(by: Applied, limitedBy: Findings = {}): Verdict {
  return { kind: 'allow', by: [by], within: limitsOf(limitedBy) };
}

function refuse(missing: MissingConsent, findings: Findings): Verdict {
  return { kind: 'implicit-deny', missing, findings };
}

function limitsOf({ boundary, session }: Findings): readonly Applied[] {
  return [...(boundary ? [boundary] : []), ...(session ? [session] : [])];
}

/**
 * Role trust policies and key policies must allow even within their account: no identity policy replaces them. What
 * KMS does without a key, such as creating one, has no key policy that could.
 */
function needsResourcePolicy({ action, resource }: AccessRequest): boolean {
  const name = action.toLowerCase();
  return name.startsWith('sts:assumerole') || (name.startsWith('kms:') && /^arn:[^:]+:kms:.*:key\//.test(resource));
}
