import type { EncryptRequest, EncryptResponse } from '@aws-sdk/client-kms';
import { KMS_PLAINTEXT } from '../../../../model/limits/kms';
import type { Operation } from '../../service';
import { keyAccess } from '../access';
import { encrypt as encryptBytes } from '../ciphertext';
import { bytesOf, refuseUnknown } from '../input';
import { resolveKey } from '../key-reference';
import type { Kms } from '../kms-context';

export function encrypt(kms: Kms): Operation<EncryptRequest, EncryptResponse> {
  return {
    access: (input, request) =>
      keyAccess(
        kms,
        'Encrypt',
        resolveKey(kms.model, input.KeyId, 'with aliases', request),
        request,
        input.EncryptionContext ?? {},
      ),
    run: (input, request) => {
      refuseUnknown('Encrypt', input);
      const { key } = resolveKey(kms.model, input.KeyId, 'with aliases', request);
      const plaintext = bytesOf('plaintext', input.Plaintext, KMS_PLAINTEXT);
      key.assertUsable();
      return {
        CiphertextBlob: encryptBytes(key, plaintext, input.EncryptionContext ?? {}, kms.random),
        KeyId: key.arn,
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      };
    },
  };
}
