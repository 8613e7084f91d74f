import { evaluate } from '../model/policy/evaluate';
import type { Decision, PolicySource, Principal } from '../model/policy/request';
import { AwsError } from './aws-error';
import type { Memberships } from './organization';
import type { IdentityDirectory } from './services/iam/directory';
import type { Access, Request } from './services/service';

/** Decides one access. What follows from the principal, the evaluator knows itself. */
export function authorize(
  access: Access,
  request: Request,
  directory: IdentityDirectory,
  memberships: Memberships,
): Decision {
  const { principal, context, region, kernel } = request;
  const now = kernel.clock.now();
  const { keys, ...policies } = directory.standing(principal);
  return evaluate({
    principal,
    action: access.action,
    resource: access.resource,
    resourceAccount: access.account,
    context: {
      'aws:SecureTransport': 'true',
      // A service calls for itself from no address that a policy could name.
      ...(principal.kind === 'service' ? {} : { 'aws:SourceIp': '127.0.0.1' }),
      'aws:ViaAWSService': 'false',
      'aws:RequestedRegion': region,
      'aws:CurrentTime': new Date(now).toISOString(),
      'aws:EpochTime': String(Math.floor(now / 1000)),
      ...memberships.keys(principal, context['aws:SourceAccount'], access.account),
      ...keys,
      ...context,
      ...access.context,
    },
    ...policies,
    resourcePolicies: access.policies ?? [],
  });
}

// The services differ in the code for the same answer.
const deniedCode: Readonly<Record<string, string>> = {
  logs: 'AccessDeniedException',
  lambda: 'AccessDeniedException',
  kms: 'AccessDeniedException',
  sns: 'AuthorizationError',
  events: 'AccessDeniedException',
};
const deniedStatus: Readonly<Record<string, number>> = { kms: 400, events: 400 };

/** "Troubleshoot access denied error messages", IAM User Guide. */
const POLICY_TYPES: Readonly<Record<PolicySource, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
};

/** A denial as AWS words it, followed by the reason, which AWS keeps to itself. */
export function accessDenied(service: string, decision: Decision, principal: Principal): AwsError {
  const policy = POLICY_TYPES[decision.deniedBy ?? 'identity'];
  const because =
    decision.kind === 'explicit-deny'
      ? `with an explicit deny in ${policy.startsWith('i') ? 'an' : 'a'} ${policy}`
      : `because no ${policy} allows the ${decision.action} action`;
  return new AwsError(
    deniedCode[service] ?? 'AccessDenied',
    `User: ${principalName(principal)} is not authorized to perform: ${decision.action} on resource: ${decision.resource} ${because}. ${decision.reason}`,
    { status: deniedStatus[service] ?? 403 },
  );
}

export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'service':
      return principal.service;
    case 'anonymous':
      return 'anonymous';
    default:
      return principal.arn;
  }
}
