import { parseArn } from '../../../model/arn';
import { AwsError } from '../../aws-error';
import type { Access, Request } from '../service';

/**
 * Who gives a function a role must be allowed to pass it: "Grant a user permissions to pass a role to an AWS service",
 * IAM User Guide. Nothing is asked about what is no role's ARN: Lambda refuses that as such.
 * @throws AccessDeniedException for a role of another account
 */
export function passRoleAccess(
  roleArn: string | undefined,
  functionArn: string,
  { account }: Request,
): readonly Access[] {
  const role = parseArn(roleArn ?? '');
  if (roleArn === undefined || role?.service !== 'iam' || !role.resource.startsWith('role/')) return [];
  if (role.account !== account) {
    throw new AwsError('AccessDeniedException', 'Cross-account pass role is not allowed.', { status: 403 });
  }
  const context = { 'iam:PassedToService': 'lambda.amazonaws.com', 'iam:AssociatedResourceArn': functionArn };
  return [{ action: 'iam:PassRole', resource: roleArn, account, context }];
}
