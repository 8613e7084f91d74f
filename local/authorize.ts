import { evaluate } from '../model/policy/evaluate';
import type { Decision, Principal } from '../model/policy/request';
import { AwsError } from './aws-error';
import type { IdentityDirectory } from './services/iam/directory';
import type { Access, Request } from './services/service';

/** Decides one access. What follows from the principal, the evaluator knows itself. */
export function authorize(access: Access, request: Request, directory: IdentityDirectory): Decision {
  const { principal, context, region, kernel } = request;
  const now = kernel.clock.now();
  return evaluate({
    principal,
    action: access.action,
    resource: access.resource,
    resourceAccount: access.account,
    context: {
      'aws:SecureTransport': 'true',
      'aws:SourceIp': '127.0.0.1',
      'aws:RequestedRegion': region,
      'aws:CurrentTime': new Date(now).toISOString(),
      'aws:EpochTime': String(Math.floor(now / 1000)),
      ...context,
      ...access.context,
    },
    identityPolicies: directory.identityPolicies(principal),
    resourcePolicies: access.policies ?? [],
  });
}

// The services differ in the code for the same answer.
const deniedCode: Readonly<Record<string, string>> = {
  logs: 'AccessDeniedException',
  lambda: 'AccessDeniedException',
  kms: 'AccessDeniedException',
};
const deniedStatus: Readonly<Record<string, number>> = { kms: 400 };

/** A denial as AWS words it, followed by the reason, which AWS keeps to itself. */
export function accessDenied(service: string, decision: Decision, principal: Principal): AwsError {
  const because =
    decision.kind === 'explicit-deny'
      ? 'with an explicit deny in a policy'
      : `because no ${principal.kind === 'service' ? 'resource-based' : 'identity-based or resource-based'} policy allows the ${decision.action} action`;
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
