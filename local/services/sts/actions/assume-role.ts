import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { assumedRoleArn, parseArn } from '../../../../model/arn';
import type { IamDirectory } from '../../iam';
import type { Operation, Request } from '../../service';
import { accessDenied, notImplemented } from '../errors';
import { durationSeconds, roleSessionName } from '../session';
import { sessionPolicies } from '../session-policies';

/** What narrows a session or names its origin. The local cloud would have to evaluate it, and does not yet. */
const NOT_IMPLEMENTED: readonly (keyof AssumeRoleRequest)[] = [
  'Tags',
  'TransitiveTagKeys',
  'SourceIdentity',
  'SerialNumber',
  'TokenCode',
  'ProvidedContexts',
];

export function assumeRole(directory: IamDirectory): Operation<AssumeRoleRequest, AssumeRoleResponse> {
  return {
    access: (input, request) => {
      const role = findRole(directory, input, request);
      return {
        action: 'sts:AssumeRole',
        resource: role.arn,
        account: role.account,
        policies: [{ name: `the trust policy of role ${role.name}`, document: role.trust.document }],
        context: {
          ...(input.ExternalId === undefined ? {} : { 'sts:ExternalId': input.ExternalId }),
          ...(input.RoleSessionName === undefined ? {} : { 'sts:RoleSessionName': input.RoleSessionName }),
        },
      };
    },
    run: (input, request) => {
      const role = findRole(directory, input, request);
      for (const parameter of NOT_IMPLEMENTED) {
        const value = input[parameter];
        if (value !== undefined && !(Array.isArray(value) && value.length === 0)) throw notImplemented(parameter);
      }
      const session = roleSessionName(input.RoleSessionName);
      const duration = durationSeconds(input.DurationSeconds, role, request.principal);
      const { policies, packedSize } = sessionPolicies(directory, role, input);
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = directory.issueSession(
        role.arn,
        session,
        duration,
        policies,
      );
      const { account, name } = role;
      const partition = parseArn(role.arn)?.partition;
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: new Date(expiration),
        },
        AssumedRoleUser: {
          AssumedRoleId: `${role.id}:${session}`,
          Arn: assumedRoleArn({ account, name, session, partition }),
        },
        PackedPolicySize: packedSize,
      };
    },
  };
}

/** STS does not tell a role that is missing from one that does not trust the caller. */
function findRole(directory: IamDirectory, input: AssumeRoleRequest, { principal }: Request) {
  const role = directory.roleByArn(input.RoleArn ?? '');
  if (role !== undefined) return role;
  const caller = 'arn' in principal ? principal.arn : principal.kind;
  throw accessDenied(
    `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}. There is no such role.`,
  );
}
