import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { IamDirectory } from '../../iam';
import type { Operation } from '../../service';
import { accessDenied } from '../errors';

/** Nobody can be denied this: "GetCallerIdentity", AWS STS API Reference. */
export function getCallerIdentity(
  directory: IamDirectory,
): Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> {
  return {
    access: () => [],
    run: (_input, { principal }) => {
      if (principal.kind === 'anonymous' || principal.kind === 'service') {
        throw accessDenied('GetCallerIdentity needs the credentials of a user or of a role.');
      }
      return { UserId: directory.userIdOf(principal), Account: principal.account, Arn: principal.arn };
    },
  };
}
