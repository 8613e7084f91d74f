import type { Policy as PolicyAnswer, Role as RoleAnswer } from '@aws-sdk/client-iam';
import type { IamModel } from './iam-model';
import type { ManagedPolicy, Role, StoredPolicy } from './role';
import { tagList } from './tags';

/** IAM answers with documents in URL encoding (RFC 3986). */
export function encodedDocument(policy: StoredPolicy): string {
  return encodeURIComponent(policy.text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A role as `GetRole` answers it. */
export function roleAnswer(role: Role): RoleAnswer {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.created),
    AssumeRolePolicyDocument: encodedDocument(role.trust),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    PermissionsBoundary:
      role.boundary === undefined
        ? undefined
        : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: role.boundary },
    Tags: role.tags.size > 0 ? tagList(role.tags) : undefined,
  };
}

export function policyAnswer(model: IamModel, account: string, policy: ManagedPolicy): PolicyAnswer {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: 'v1',
    AttachmentCount: model.attachmentCount(account, policy.arn),
    PermissionsBoundaryUsageCount: model.boundaryCount(account, policy.arn),
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.created),
    UpdateDate: new Date(policy.created),
    Tags: policy.tags.size > 0 ? tagList(policy.tags) : undefined,
  };
}
