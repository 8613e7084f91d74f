import type { CreateAliasRequest } from '@aws-sdk/client-kms';
import type { Operation } from '../../service';
import { aliasAccess, aliasName } from '../alias';
import { resolveKey } from '../key-reference';
import type { Kms } from '../kms-context';

export function createAlias(kms: Kms): Operation<CreateAliasRequest, undefined> {
  return {
    access: (input, request) => aliasAccess(kms, 'CreateAlias', input, request),
    run: (input, request) => {
      const name = aliasName(input.AliasName);
      const { key } = resolveKey(kms.model, input.TargetKeyId, 'without aliases', request);
      key.assertNotPendingDeletion();
      kms.model.createAlias(request, name, key, kms.kernel.clock.now());
      return undefined;
    },
  };
}
