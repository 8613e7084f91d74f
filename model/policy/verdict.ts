import type { AccessRequest, NamedPolicy } from './request';
import { isOwnerOnlyAction } from './sqs-actions';
import type { Statement } from './statement';

/** A statement that applies to the request, with the policy that it stands in. */
export interface Applied {
  readonly policy: NamedPolicy;
  readonly statement: Statement;
}

/** What all policies together say, before anybody decides. */
export interface Findings {
  denial?: Applied;
  /** Allowed by a policy of the caller's own. */
  identity?: Applied;
  /** Allowed by a policy of the resource that names the caller, or everyone. */
  direct?: Applied;
  /** Allowed by a policy of the resource that names the caller's account only. */
  delegated?: Applied;
}

/** Whose consent is missing; `owner`: the action is nobody's but the owner's. */
export type MissingConsent = 'any' | 'identity' | 'resource' | 'owner';

/** How a request was decided: `explain` turns it into a sentence. */
export type Verdict =
  | { readonly kind: 'explicit-deny'; readonly by: Applied }
  | { readonly kind: 'allow'; readonly by: readonly Applied[] }
  | {
      readonly kind: 'implicit-deny';
      readonly missing: MissingConsent;
      readonly findings: Findings;
    };

/** Weighs what the policies say. */
export function judge(request: AccessRequest, findings: Findings): Verdict {
  const { denial, direct, delegated } = findings;
  if (denial !== undefined) {
    return { kind: 'explicit-deny', by: denial };
  }
  const { principal } = request;
  if (principal.kind === 'service' || principal.kind === 'anonymous') {
    return direct ? { kind: 'allow', by: [direct] } : { kind: 'implicit-deny', missing: 'any', findings };
  }
  const identity = findings.identity;
  const isRoot = principal.kind === 'account';
  if (principal.account !== request.resourceAccount) {
    if (isOwnerOnlyAction(request.action)) {
      return { kind: 'implicit-deny', missing: 'owner', findings };
    }
    return both(direct ?? delegated, identity, isRoot, findings);
  }
  if (needsResourcePolicy(request)) {
    return direct ? { kind: 'allow', by: [direct] } : both(delegated, identity, isRoot, findings);
  }
  const sufficient = identity ?? direct;
  if (sufficient || isRoot) {
    return { kind: 'allow', by: sufficient ? [sufficient] : [] };
  }
  return { kind: 'implicit-deny', missing: delegated ? 'identity' : 'any', findings };
}

/** @param isRoot an account's root user needs no policy of its own */
function both(
  resource: Applied | undefined,
  identity: Applied | undefined,
  isRoot: boolean,
  findings: Findings,
): Verdict {
  if (resource !== undefined && (identity !== undefined || isRoot)) {
    return { kind: 'allow', by: identity ? [resource, identity] : [resource] };
  }
  const missing = resource ? 'identity' : identity || isRoot ? 'resource' : 'any';
  return { kind: 'implicit-deny', missing, findings };
}

/**
 * Role trust policies and key policies must allow even within their account: no identity policy replaces them. What
 * KMS does without a key, such as creating one, has no key policy that could.
 */
function needsResourcePolicy({ action, resource }: AccessRequest): boolean {
  const name = action.toLowerCase();
  return name.startsWith('sts:assumerole') || (name.startsWith('kms:') && /^arn:[^:]+:kms:.*:key\//.test(resource));
}
