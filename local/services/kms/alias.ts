import { keyAliasArn } from '../../../model/arn';
import { KEY_ALIAS, KEY_ALIAS_PATTERN } from '../../../model/limits/kms';
import { AwsError } from '../../aws-error';
import type { Access, Request } from '../service';
import { keyAccess } from './access';
import { refuse } from './errors';
import { resolveKey } from './key-reference';
import type { Kms } from './kms-context';

/** @throws ValidationException, InvalidAliasNameException */
export function aliasName(value: string | undefined): string {
  if (value === undefined) throw refuse('aliasName', value, 'not be null');
  if (value.length > KEY_ALIAS.max) {
    throw refuse('aliasName', value, `have length less than or equal to ${KEY_ALIAS.max}`);
  }
  if (!KEY_ALIAS_PATTERN.test(value)) {
    throw new AwsError(
      'ValidationException',
      value.startsWith('alias/')
        ? `Alias must match the pattern ${KEY_ALIAS_PATTERN.source}, got '${value}'.`
        : 'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  }
  if (value.startsWith('alias/aws/')) {
    throw new AwsError(
      'NotAuthorizedException',
      'The alias begins with alias/aws/, which is reserved for AWS managed keys.',
    );
  }
  return value;
}

/** An alias needs a permission of its own, in an identity policy, and one for the key ("Controlling access to aliases"). */
export function aliasAccess(
  kms: Kms,
  action: string,
  input: { readonly AliasName?: string; readonly TargetKeyId?: string },
  request: Request,
): readonly Access[] {
  const { account, region } = request;
  const name = aliasName(input.AliasName);
  return [
    { action: `kms:${action}`, resource: keyAliasArn({ account, region, name }), account },
    keyAccess(kms, action, resolveKey(kms.model, input.TargetKeyId, 'without aliases', request), request),
  ];
}
