import type { GetPolicyVersionRequest, GetPolicyVersionResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../service';
import { encodedDocument } from '../answer';
import { noSuchPolicyVersion } from '../errors';
import { type Iam, policyAccess } from '../iam-context';
import { required } from '../names';

/** Policies have one version here: `CreatePolicyVersion` is not offered. */
const ONLY_VERSION = 'v1';

export function getPolicyVersion(iam: Iam): Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> {
  return {
    access: (input, request) => policyAccess('GetPolicyVersion', input.PolicyArn, request),
    run: (input, { account }) => {
      const { arn, policy, created } = iam.model.policy(account, required('policyArn', input.PolicyArn));
      const version = required('versionId', input.VersionId);
      if (version !== ONLY_VERSION) throw noSuchPolicyVersion(arn, version);
      return {
        PolicyVersion: {
          Document: encodedDocument(policy),
          VersionId: ONLY_VERSION,
          IsDefaultVersion: true,
          CreateDate: new Date(created),
        },
      };
    },
  };
}
