import type { DecryptRequest, DecryptResponse } from '@aws-sdk/client-kms';
import { KMS_CIPHERTEXT } from '../../../../model/limits/kms';
import { AwsError } from '../../../aws-error';
import type { Operation, Request } from '../../service';
import { keyAccess } from '../access';
import { decrypt as decryptBytes, keyIdOf } from '../ciphertext';
import { incorrectKey, invalidCiphertext } from '../errors';
import { bytesOf, refuseUnknown } from '../input';
import { type KeyReference, resolveKey } from '../key-reference';
import type { Kms } from '../kms-context';

export function decrypt(kms: Kms): Operation<DecryptRequest, DecryptResponse> {
  return {
    access: (input, request) =>
      keyAccess(kms, 'Decrypt', referenceOf(kms, input, request), request, input.EncryptionContext ?? {}),
    precondition: (input, request) => referenceOf(kms, input, request).key.assertUsable(),
    run: (input, request) => {
      refuseUnknown('Decrypt', input);
      const blob = bytesOf('ciphertextBlob', input.CiphertextBlob, KMS_CIPHERTEXT);
      const { key } = referenceOf(kms, input, request);
      key.assertUsable();
      if (keyIdOf(blob) !== key.identity.id) throw incorrectKey();
      return {
        KeyId: key.arn,
        Plaintext: decryptBytes(key, blob, input.EncryptionContext ?? {}),
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      };
    },
  };
}

/** The key that the request names, or the one that the ciphertext knows, which must be of the caller's account. */
function referenceOf(kms: Kms, { KeyId, CiphertextBlob }: DecryptRequest, request: Request): KeyReference {
  if (KeyId !== undefined) return resolveKey(kms.model, KeyId, 'with aliases', request);
  const id = keyIdOf(bytesOf('ciphertextBlob', CiphertextBlob, KMS_CIPHERTEXT));
  try {
    return resolveKey(kms.model, id, 'without aliases', request);
  } catch (error) {
    throw error instanceof AwsError ? invalidCiphertext() : error;
  }
}
