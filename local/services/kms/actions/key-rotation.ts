import type {
  DisableKeyRotationRequest,
  EnableKeyRotationRequest,
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse,
} from '@aws-sdk/client-kms';
import { KEY_ROTATION_PERIOD } from '../../../../model/limits/kms';
import type { Operation } from '../../service';
import { numberOf } from '../input';
import { type Kms, onKey } from '../kms-context';

// Callers cannot tell a key that was rotated from one that was not: KMS keeps the old material for decryption.

export const enableKeyRotation = (kms: Kms): Operation<EnableKeyRotationRequest, undefined> =>
  onKey(kms, 'EnableKeyRotation', 'without aliases', ({ key }, input) => {
    key.assertUsable();
    const period = input.RotationPeriodInDays ?? key.rotation.periodInDays ?? KEY_ROTATION_PERIOD.default;
    key.rotation = { enabled: true, periodInDays: numberOf('rotationPeriodInDays', period, KEY_ROTATION_PERIOD) };
    return undefined;
  });

export const disableKeyRotation = (kms: Kms): Operation<DisableKeyRotationRequest, undefined> =>
  onKey(kms, 'DisableKeyRotation', 'without aliases', ({ key }) => {
    key.assertUsable();
    key.rotation = { enabled: false };
    return undefined;
  });

export const getKeyRotationStatus = (kms: Kms): Operation<GetKeyRotationStatusRequest, GetKeyRotationStatusResponse> =>
  onKey(kms, 'GetKeyRotationStatus', 'without aliases', ({ key }) => ({
    KeyId: key.arn,
    KeyRotationEnabled: key.rotation.enabled && key.state !== 'PendingDeletion',
    RotationPeriodInDays: key.rotation.periodInDays,
  }));
