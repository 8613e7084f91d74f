import { buildClient, CommitmentPolicy, KmsKeyringNode, type NodeMaterialsManager } from '@aws-crypto/client-node';
import { type Envelope, isPermanent, json, MalformedBodyError, reasonOf } from '..';
import { checkOptions, MAX_KEYS } from './check-options';
import { contextProblem, shown } from './context';
import { DecryptionFailedError, UndecryptableError } from './encryption-errors';
import type { DecryptionOptions } from './encryption-options';
import { clientFor, kmsClients } from './kms-clients';
import { type MaterialsOf, materials } from './materials';

/**
 * A producer encrypts with `encryptWith`: the payload is what `inner` makes of the decrypted body. A message is opened
 * (`kms:Decrypt`) only under one of `keyIds`, and only when it was encrypted for its queue and with `context`; anything
 * else is a permanent failure. What KMS may do later is retried. No reason quotes what was encrypted.
 * @throws InvalidOptionError when an option is outside its range
 */
export function encrypted(options: DecryptionOptions): Envelope<unknown>;
export function encrypted<Payload>(options: DecryptionOptions, inner: Envelope<Payload>): Envelope<Payload>;
export function encrypted(options: DecryptionOptions, inner: Envelope<unknown> = json()): Envelope<unknown> {
  checkOptions(options);
  const decryption: Decryption = {
    options,
    clientOf: clientFor(options.client),
    materialsOf: materials(options.cache),
  };
  return {
    confidential: true,
    async open(body, message) {
      const plaintext = await decryptBody(bytesOf(body), options.from ?? [message.queueArn], decryption);
      try {
        return await inner.open(plaintext, message);
      } catch (error) {
        throw isPermanent(error) ? withoutQuotes(error) : error;
      }
    },
  };
}

interface Decryption {
  readonly options: DecryptionOptions;
  readonly clientOf: ReturnType<typeof clientFor>;
  readonly materialsOf: MaterialsOf;
}

/** What a data key is asked for with. */
type DataKeyRequest = Parameters<NodeMaterialsManager['decryptMaterials']>[0];

const { decrypt } = buildClient({
  commitmentPolicy: CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT,
  maxEncryptedDataKeys: MAX_KEYS,
});

async function decryptBody(
  ciphertext: Buffer,
  queueArns: readonly string[],
  { options, clientOf, materialsOf }: Decryption,
): Promise<string> {
  // A keyring for each message: only so it is known which of KMS's answers was to which message.
  const failures: unknown[] = [];
  const clientProvider = kmsClients(clientOf, (error) => failures.push(error));
  const manager = materialsOf(new KmsKeyringNode({ keyIds: [...options.keyIds], clientProvider }));
  const checking: NodeMaterialsManager = {
    getEncryptionMaterials: (request) => manager.getEncryptionMaterials(request),
    async decryptMaterials(request) {
      // Before KMS is asked. A context that was changed passes here and not there: KMS compares it with the data key's.
      const problem =
        contextProblem(request.encryptionContext, queueArns, options.context) ?? keyProblem(request, options.keyIds);
      if (problem !== undefined) {
        throw new UndecryptableError(`The message cannot be opened. ${problem}`);
      }
      return manager.decryptMaterials(request);
    },
  };
  try {
    const { plaintext } = await decrypt(checking, ciphertext);
    return plaintext.toString('utf8');
  } catch (cause) {
    throw cause instanceof UndecryptableError ? cause : failureOf(cause, failures, options.keyIds);
  }
}

function keyProblem({ encryptedDataKeys }: DataKeyRequest, keyIds: readonly string[]): string | undefined {
  return encryptedDataKeys.some(({ providerInfo }) => keyIds.includes(providerInfo))
    ? undefined
    : `It was encrypted under ${encryptedDataKeys.map(({ providerInfo }) => shown(providerInfo)).join(', ')}, ` +
        `and this consumer uses ${keyIds.join(', ')} only. If that key is trusted, add it to 'keyIds'.`;
}

/** KMS's answers that stay the same however often it is asked. */
const FINAL: ReadonlySet<unknown> = new Set(['InvalidCiphertextException', 'IncorrectKeyException']);

function failureOf(cause: unknown, failures: readonly unknown[], keyIds: readonly string[]): Error {
  const passing = failures.find((failure) => !FINAL.has(nameOf(failure)));
  if (passing !== undefined) {
    return new DecryptionFailedError(
      `KMS did not decrypt the data key under ${keyIds.join(', ')}: ${nameOf(passing)}: ${reasonOf(passing)}`,
      { cause: passing },
    );
  }
  const [final] = failures;
  return new UndecryptableError(
    final === undefined
      ? `The message cannot be opened. It was changed, or is no encrypted message: ${reasonOf(cause)}`
      : `The message cannot be opened. Its context or its data key was changed: KMS answered ${nameOf(final)}.`,
    { cause: final ?? cause },
  );
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

/** @throws UndecryptableError */
function bytesOf(body: string): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) {
    throw new UndecryptableError(
      'The message cannot be opened. Its body is not Base64, so it was not sent with encryptWith().',
    );
  }
  return Buffer.from(body, 'base64');
}

/** Neither text nor cause: JSON's own errors quote what they could not read. */
function withoutQuotes(error: unknown): MalformedBodyError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  return new MalformedBodyError(
    `What was encrypted is not what its envelope says (${code}). Nothing of it is quoted, because it was encrypted.`,
  );
}
