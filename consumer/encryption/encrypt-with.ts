import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { type BodyEncryption, reasonOf } from '..';
import { checkOptions, MAX_KEYS } from './check-options';
import { contextOf } from './context';
import { EncryptionFailedError } from './encryption-errors';
import type { EncryptionOptions } from './encryption-options';
import { clientFor, kmsClients } from './kms-clients';
import { materials } from './materials';

/** One frame for each message: each more would cost 32 bytes. */
const FRAME_BYTES = 2 ** 20;

/**
 * Encrypts what a producer sends, with the AWS Encryption SDK: `createProducer({ encryption: encryptWith(...) })`. The
 * first key makes the data keys (`kms:GenerateDataKey`), each further one encrypts them as well (`kms:Encrypt`), so
 * that any one of them opens the message. Only the body is encrypted: attributes, group and deduplication ids and the
 * trace header stay in the clear.
 * @throws InvalidOptionError when an option is outside its range
 */
export function encryptWith(options: EncryptionOptions): BodyEncryption {
  checkOptions(options);
  const [generatorKeyId, ...keyIds] = options.keyIds;
  const { encrypt } = buildClient({
    commitmentPolicy: CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT,
    maxEncryptedDataKeys: MAX_KEYS,
  });
  const clientProvider = kmsClients(clientFor(options.client), () => undefined);
  const manager = materials(options.cache)(new KmsKeyringNode({ generatorKeyId, keyIds, clientProvider }));
  return {
    async encrypt(body, queueArn) {
      try {
        const { result } = await encrypt(manager, Buffer.from(body), {
          encryptionContext: contextOf(queueArn, options.context),
          frameLength: FRAME_BYTES,
        });
        return result.toString('base64');
      } catch (cause) {
        throw new EncryptionFailedError(
          `Nothing was sent: the message was not encrypted under ${options.keyIds.join(', ')}: ${reasonOf(cause)}`,
          { cause },
        );
      }
    },
  };
}
