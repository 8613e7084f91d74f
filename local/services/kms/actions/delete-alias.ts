import type { DeleteAliasRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../service';
import { aliasAccess, aliasName } from '../alias';
import type { Kms } from '../kms-context';

export function deleteAlias(kms: Kms): Operation<DeleteAliasRequest, undefined> {
  return {
    access: (input, request) => {
      const { key } = kms.model.alias(request, aliasName(input.AliasName));
      return aliasAccess(kms, 'DeleteAlias', { ...input, TargetKeyId: key.arn }, request);
    },
    run: (input, request) => {
      kms.model.deleteAlias(request, aliasName(input.AliasName));
      return undefined;
    },
  };
}
