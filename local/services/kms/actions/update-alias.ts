import type { UpdateAliasRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../service';
import { keyAccess } from '../access';
import { aliasAccess, aliasName } from '../alias';
import { resolveKey } from '../key-reference';
import type { Kms } from '../kms-context';

/** Needs the permission for the alias, for the key that it leaves and for the key that it then names. */
export function updateAlias(kms: Kms): Operation<UpdateAliasRequest, undefined> {
  return {
    access: (input, request) => {
      const { key } = kms.model.alias(request, aliasName(input.AliasName));
      return [...aliasAccess(kms, 'UpdateAlias', input, request), keyAccess(kms, 'UpdateAlias', { key }, request)];
    },
    run: (input, request) => {
      const { key } = resolveKey(kms.model, input.TargetKeyId, 'without aliases', request);
      key.assertNotPendingDeletion();
      kms.model.updateAlias(request, aliasName(input.AliasName), key, kms.kernel.clock.now());
      return undefined;
    },
  };
}
