import type { ListKeysRequest, ListKeysResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../service';
import { accountAccess } from '../access';
import type { Kms } from '../kms-context';
import { pageOfList } from '../list-page';

const PAGE = { max: 1_000, default: 100 } as const;

export function listKeys({ model }: Kms): Operation<ListKeysRequest, ListKeysResponse> {
  return {
    access: (_input, request) => accountAccess('ListKeys', request),
    run: (input, request) => {
      const { items, ...rest } = pageOfList(model.list(request), input, PAGE, ({ identity }) => identity.id);
      return { Keys: items.map(({ identity, arn }) => ({ KeyId: identity.id, KeyArn: arn })), ...rest };
    },
  };
}
