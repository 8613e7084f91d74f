import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { LocalCloud } from '../../../local';
import { createKey, OWNER, PARTNER, text } from './kms-cloud';

let cloud: LocalCloud;
let admin: KMSClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  admin = cloud.client(KMSClient);
});

afterEach(() => cloud.stop());

const ROLE = `arn:aws:iam::${OWNER}:role/worker`;
const ROOT = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OWNER}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });

/** A role that may do what the statements say, in the owner's account or in another one. */
async function role(statements: readonly object[], account = OWNER): Promise<KMSClient> {
  const iam = cloud.client(IAMClient, { account });
  const trust = policy({ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' });
  await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  if (statements.length > 0) {
    const PolicyDocument = JSON.stringify(policy(...statements));
    await iam.send(new PutRolePolicyCommand({ RoleName: 'worker', PolicyName: 'kms', PolicyDocument }));
  }
  return cloud.client(KMSClient, { account, role: 'worker' });
}

async function ciphertextOf(KeyId: string, EncryptionContext?: Record<string, string>) {
  const command = new EncryptCommand({ KeyId, Plaintext: Buffer.from('secret'), EncryptionContext });
  return (await admin.send(command)).CiphertextBlob;
}

const denied = { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } };

test('with the default key policy, the identity policies of the account decide', async () => {
  const KeyId = await createKey(admin);
  const CiphertextBlob = await ciphertextOf(KeyId);
  const kms = await role([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: KeyId }]);
  expect(text((await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext)).toBe('secret');
  await expect(kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('a') }))).rejects.toMatchObject(denied);
});

test('an identity policy is nothing without the key policy, even in the account of the key', async () => {
  const KeyId = await createKey(
    admin,
    policy({ ...ROOT, Principal: { AWS: `arn:aws:iam::${OWNER}:user/administrator` } }),
  );
  const CiphertextBlob = await ciphertextOf(KeyId);
  const kms = await role([{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }]);
  await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(denied);
  // What has no key needs no key policy.
  await kms.send(new CreateKeyCommand({}));
});

test('a key policy that names a role needs no identity policy', async () => {
  const grant = { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'kms:Decrypt', Resource: '*' };
  const KeyId = await createKey(admin, policy(ROOT, grant));
  const kms = await role([]);
  const CiphertextBlob = await ciphertextOf(KeyId);
  expect(text((await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext)).toBe('secret');
});

test('another account needs the key policy and an identity policy of its own', async () => {
  const KeyId = await createKey(admin);
  const CiphertextBlob = await ciphertextOf(KeyId);
  const partner = await role([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: KeyId }], PARTNER);
  await expect(partner.send(new DecryptCommand({ KeyId, CiphertextBlob }))).rejects.toMatchObject(denied);
  const share = { Effect: 'Allow', Principal: { AWS: PARTNER }, Action: 'kms:Decrypt', Resource: '*' };
  await admin.send(new PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(policy(ROOT, share)) }));
  expect(text((await partner.send(new DecryptCommand({ KeyId, CiphertextBlob }))).Plaintext)).toBe('secret');
});

test('a policy can ask for an encryption context', async () => {
  const KeyId = await createKey(admin);
  const kms = await role([
    {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: KeyId,
      Condition: {
        StringEquals: { 'kms:EncryptionContext:queueArn': 'arn:orders' },
        'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['queueArn', 'tenant'] },
      },
    },
  ]);
  const decrypt = async (EncryptionContext: Record<string, string>) =>
    kms.send(new DecryptCommand({ CiphertextBlob: await ciphertextOf(KeyId, EncryptionContext), EncryptionContext }));
  await decrypt({ queueArn: 'arn:orders' });
  await decrypt({ queueArn: 'arn:orders', tenant: 'a' });
  await expect(decrypt({ queueArn: 'arn:payments' })).rejects.toMatchObject(denied);
  await expect(decrypt({ queueArn: 'arn:orders', other: 'a' })).rejects.toMatchObject(denied);
  await expect(decrypt({})).rejects.toMatchObject(denied);
});

test('the key policy is given back as it was stored, and a broken one is refused', async () => {
  const KeyId = await createKey(admin);
  const Policy = JSON.stringify(policy(ROOT), null, 1);
  await admin.send(new PutKeyPolicyCommand({ KeyId, Policy }));
  for (const broken of ['{', JSON.stringify(policy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }))]) {
    await expect(admin.send(new PutKeyPolicyCommand({ KeyId, Policy: broken }))).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  }
  expect((await admin.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toBe(Policy);
});
