import type { ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../service';
import { accountAccess } from '../access';
import { resolveKey } from '../key-reference';
import type { Kms } from '../kms-context';
import { pageOfList } from '../list-page';

const PAGE = { max: 100, default: 50 } as const;

export function listAliases({ model }: Kms): Operation<ListAliasesRequest, ListAliasesResponse> {
  return {
    access: (_input, request) => accountAccess('ListAliases', request),
    run: (input, request) => {
      const only =
        input.KeyId === undefined ? undefined : resolveKey(model, input.KeyId, 'without aliases', request).key;
      const aliases = model.listAliases(request).filter(({ key }) => only === undefined || key === only);
      const { items, ...rest } = pageOfList(aliases, input, PAGE, ({ name }) => name);
      return {
        Aliases: items.map(({ name, arn, key, created, updated }) => ({
          AliasName: name,
          AliasArn: arn,
          TargetKeyId: key.identity.id,
          CreationDate: new Date(created),
          LastUpdatedDate: new Date(updated),
        })),
        ...rest,
      };
    },
  };
}
