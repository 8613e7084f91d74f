import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import type { NamedPolicy } from '../../../model/policy/request';
import { constraintText } from '../constraint';
import { type IamDirectory, identityPolicy, type Role } from '../iam';
import { validationError } from './errors';

/** "AssumeRole", AWS STS API Reference: characters of the inline policy and of the ARNs together. */
const MAX_CHARACTERS = 2_048;
const MAX_POLICY_ARNS = 10;

export interface SessionPolicies {
  readonly policies: readonly NamedPolicy[];
  /** Percent of the room for session policies. STS packs them before it counts; here their characters are counted. */
  readonly packedSize: number | undefined;
}

/** What `Policy` and `PolicyArns` of a request limit the new session to. @throws ValidationError, MalformedPolicyDocument */
export function sessionPolicies(
  directory: IamDirectory,
  role: Role,
  { Policy, PolicyArns = [], RoleSessionName }: AssumeRoleRequest,
): SessionPolicies {
  if (PolicyArns.length > MAX_POLICY_ARNS) {
    const rule = `have length less than or equal to ${MAX_POLICY_ARNS}`;
    throw validationError(constraintText('policyArns', `${PolicyArns.length} policies`, rule));
  }
  const arns = PolicyArns.map(({ arn }) => arn ?? '');
  const characters = [Policy ?? '', ...arns].reduce((sum, text) => sum + text.length, 0);
  if (characters > MAX_CHARACTERS) {
    const rule = `have length less than or equal to ${MAX_CHARACTERS}`;
    throw validationError(constraintText('policy', `${characters} characters of session policies`, rule));
  }
  const inline: NamedPolicy[] =
    Policy === undefined
      ? []
      : [{ name: `the session policy of ${RoleSessionName}`, document: identityPolicy(Policy).document }];
  const managed = arns.map((arn) => {
    const found = directory.findPolicy(role, arn);
    if (found === undefined) throw validationError(`Policy ${arn} does not exist in account ${role.account}.`);
    return { name: `session policy ${found.name} of ${RoleSessionName}`, document: found.policy.document };
  });
  return {
    policies: [...inline, ...managed],
    packedSize: characters === 0 ? undefined : Math.ceil((100 * characters) / MAX_CHARACTERS),
  };
}
