import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { LocalCloud } from '../../../local';
import { createKey, text } from './kms-cloud';

let cloud: LocalCloud;
let kms: KMSClient;
let KeyId: string;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  kms = cloud.client(KMSClient);
  KeyId = await createKey(kms);
});

afterEach(() => cloud.stop());

const Plaintext = Buffer.from('secret');
const EncryptionContext = { tenant: 'a', purpose: 'orders' };

test('what was encrypted comes back, whether the key is named or not, and in any order of the context', async () => {
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  const reversed = { purpose: 'orders', tenant: 'a' };
  for (const named of [{}, { KeyId }]) {
    const answer = await kms.send(new DecryptCommand({ ...named, CiphertextBlob, EncryptionContext: reversed }));
    expect(text(answer.Plaintext)).toBe('secret');
    expect(answer.KeyId).toBe(KeyId);
  }
});

test('the same plaintext gives another ciphertext each time, without the plaintext in it', async () => {
  const encrypt = async () => (await kms.send(new EncryptCommand({ KeyId, Plaintext }))).CiphertextBlob;
  const [first, second] = [text(await encrypt()), text(await encrypt())];
  expect(first).not.toBe(second);
  expect(first).not.toContain('secret');
});

test('a ciphertext that was changed, or comes with another context, is refused', async () => {
  const { CiphertextBlob = new Uint8Array() } = await kms.send(
    new EncryptCommand({ KeyId, Plaintext, EncryptionContext }),
  );
  const refused = (blob: Uint8Array, context: Record<string, string>) =>
    expect(kms.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext: context }))).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  await refused(CiphertextBlob, {});
  await refused(CiphertextBlob, { ...EncryptionContext, tenant: 'b' });
  await refused(CiphertextBlob, { ...EncryptionContext, more: '1' });
  for (const at of [0, 5, 20, 40, CiphertextBlob.length - 1]) {
    const changed = Buffer.from(CiphertextBlob);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await refused(changed, EncryptionContext);
  }
  await refused(Buffer.from('anything at all'), {});
});

test('a ciphertext of another key is refused under the key that is named', async () => {
  const other = await createKey(kms);
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: other, Plaintext }));
  await expect(kms.send(new DecryptCommand({ KeyId, CiphertextBlob }))).rejects.toMatchObject({
    name: 'IncorrectKeyException',
  });
});

test('a data key comes in plaintext and encrypted, of the length that was asked for', async () => {
  const dataKey = await kms.send(new GenerateDataKeyCommand({ KeyId, NumberOfBytes: 48, EncryptionContext }));
  expect(dataKey.Plaintext).toHaveLength(48);
  const { CiphertextBlob } = dataKey;
  const decrypted = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  expect(Buffer.from(decrypted.Plaintext ?? [])).toEqual(Buffer.from(dataKey.Plaintext ?? []));

  const hidden = await kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_256' }));
  expect(hidden).not.toHaveProperty('Plaintext');
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob: hidden.CiphertextBlob }));
  expect(opened.Plaintext).toHaveLength(32);
});

test('what is outside of its range is refused', async () => {
  const refused = (name: string, request: Promise<unknown>) => expect(request).rejects.toMatchObject({ name });
  await refused('ValidationException', kms.send(new GenerateDataKeyCommand({ KeyId })));
  await refused(
    'ValidationException',
    kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', NumberOfBytes: 32 })),
  );
  await refused('ValidationException', kms.send(new GenerateDataKeyCommand({ KeyId, NumberOfBytes: 1_025 })));
  await refused('ValidationException', kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.alloc(4_097) })));
  await refused('NotImplemented', kms.send(new EncryptCommand({ KeyId, Plaintext, GrantTokens: ['token'] })));
});
