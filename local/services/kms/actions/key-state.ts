import type {
  CancelKeyDeletionRequest,
  CancelKeyDeletionResponse,
  DisableKeyRequest,
  EnableKeyRequest,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
} from '@aws-sdk/client-kms';
import { KEY_DELETION_WINDOW } from '../../../../model/limits/kms';
import type { Operation } from '../../service';
import { invalidState } from '../errors';
import { numberOf } from '../input';
import { type Kms, onKey } from '../kms-context';

const DAY_MS = 86_400_000;

export const enableKey = (kms: Kms): Operation<EnableKeyRequest, undefined> =>
  onKey(kms, 'EnableKey', 'without aliases', ({ key }) => {
    key.assertNotPendingDeletion();
    key.state = 'Enabled';
    return undefined;
  });

export const disableKey = (kms: Kms): Operation<DisableKeyRequest, undefined> =>
  onKey(kms, 'DisableKey', 'without aliases', ({ key }) => {
    key.assertNotPendingDeletion();
    key.state = 'Disabled';
    return undefined;
  });

export const scheduleKeyDeletion = (kms: Kms): Operation<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse> =>
  onKey(kms, 'ScheduleKeyDeletion', 'without aliases', ({ key }, input) => {
    key.assertNotPendingDeletion();
    const days = numberOf(
      'pendingWindowInDays',
      input.PendingWindowInDays ?? KEY_DELETION_WINDOW.default,
      KEY_DELETION_WINDOW,
    );
    const { clock } = kms.kernel;
    const date = clock.now() + days * DAY_MS;
    key.state = 'PendingDeletion';
    key.deletion = { date, days, timer: clock.at(date, 'expiry', () => kms.model.delete(key)) };
    return { KeyId: key.arn, DeletionDate: new Date(date), KeyState: key.state, PendingWindowInDays: days };
  });

/** The key comes back disabled. */
export const cancelKeyDeletion = (kms: Kms): Operation<CancelKeyDeletionRequest, CancelKeyDeletionResponse> =>
  onKey(kms, 'CancelKeyDeletion', 'without aliases', ({ key }) => {
    if (key.state !== 'PendingDeletion') throw invalidState(key.arn, 'not pending deletion');
    key.deletion?.timer.cancel();
    key.deletion = undefined;
    key.state = 'Disabled';
    return { KeyId: key.arn };
  });
