import type { UpdateKeyDescriptionRequest } from '@aws-sdk/client-kms';
import { KEY_DESCRIPTION_MAX } from '../../../../model/limits/kms';
import type { Operation } from '../../service';
import { refuse } from '../errors';
import { type Kms, onKey } from '../kms-context';

export const updateKeyDescription = (kms: Kms): Operation<UpdateKeyDescriptionRequest, undefined> =>
  onKey(kms, 'UpdateKeyDescription', 'without aliases', ({ key }, input) => {
    key.assertNotPendingDeletion();
    key.description = descriptionOf(input.Description);
    return undefined;
  });

export function descriptionOf(value = ''): string {
  if (value.length <= KEY_DESCRIPTION_MAX) return value;
  throw refuse('description', value, `have length less than or equal to ${KEY_DESCRIPTION_MAX}`);
}
