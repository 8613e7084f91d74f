import type {
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
  GenerateDataKeyWithoutPlaintextResponse,
} from '@aws-sdk/client-kms';
import { DATA_KEY_BYTES } from '../../../../model/limits/kms';
import type { Operation, Request } from '../../service';
import { keyAccess } from '../access';
import { encrypt } from '../ciphertext';
import { invalid, refuse } from '../errors';
import { numberOf, refuseUnknown } from '../input';
import { resolveKey } from '../key-reference';
import type { Kms } from '../kms-context';

export const generateDataKey = (kms: Kms): Operation<GenerateDataKeyRequest, GenerateDataKeyResponse> =>
  generating(kms, 'GenerateDataKey', (dataKey) => dataKey);

/** Takes the same members as `GenerateDataKey`, except for `Recipient`. */
export const generateDataKeyWithoutPlaintext = (
  kms: Kms,
): Operation<GenerateDataKeyRequest, GenerateDataKeyWithoutPlaintextResponse> =>
  generating(kms, 'GenerateDataKeyWithoutPlaintext', ({ Plaintext: _plaintext, ...encrypted }) => encrypted);

function generating<Output extends object>(
  kms: Kms,
  action: string,
  answer: (dataKey: GenerateDataKeyResponse) => Output,
): Operation<GenerateDataKeyRequest, Output> {
  const reference = ({ KeyId }: GenerateDataKeyRequest, request: Request) =>
    resolveKey(kms.model, KeyId, 'with aliases', request);
  return {
    access: (input, request) => {
      const context = input.EncryptionContext ?? {};
      return keyAccess(kms, action, reference(input, request), request, context);
    },
    precondition: (input, request) => reference(input, request).key.assertUsable(),
    run: (input, request) => {
      refuseUnknown(action, input);
      const { key } = reference(input, request);
      const length = lengthOf(input);
      key.assertUsable();
      const plaintext = kms.random.bytes(length);
      const blob = encrypt(key, plaintext, input.EncryptionContext ?? {}, kms.random);
      return answer({ CiphertextBlob: blob, Plaintext: plaintext, KeyId: key.arn });
    },
  };
}

const KEY_SPECS: Readonly<Record<string, number>> = { AES_128: 16, AES_256: 32 };

function lengthOf({ KeySpec, NumberOfBytes }: GenerateDataKeyRequest): number {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw invalid('Please specify either number of bytes or key spec.');
  }
  if (NumberOfBytes !== undefined) return numberOf('numberOfBytes', NumberOfBytes, DATA_KEY_BYTES);
  const length = KEY_SPECS[KeySpec ?? ''];
  if (length === undefined) throw refuse('keySpec', KeySpec, 'satisfy enum value set: [AES_256, AES_128]');
  return length;
}
