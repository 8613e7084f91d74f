import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListKeysCommand,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-kms';
import { LocalCloud } from '../../../local';
import { createKey } from './kms-cloud';

let cloud: LocalCloud;
let kms: KMSClient;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  kms = cloud.client(KMSClient);
});

afterEach(() => cloud.stop());

const DAY_MS = 86_400_000;

async function stateOf(KeyId: string) {
  return (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
}

test('a key is described by its id and by its ARN', async () => {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'orders' }));
  expect(KeyMetadata).toMatchObject({
    AWSAccountId: '111122223333',
    Description: 'orders',
    Enabled: true,
    KeyState: 'Enabled',
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyManager: 'CUSTOMER',
    CreationDate: new Date(cloud.now()),
    Arn: `arn:aws:kms:us-east-1:111122223333:key/${KeyMetadata?.KeyId}`,
  });
  for (const KeyId of [KeyMetadata?.KeyId, KeyMetadata?.Arn]) {
    expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata).toEqual(KeyMetadata);
  }
});

test('a key that is not there, is in another region, or has no possible name, is not found', async () => {
  const id = '12345678-1234-1234-1234-123456789012';
  for (const KeyId of [id, `arn:aws:kms:us-west-2:111122223333:key/${id}`, 'orders', 'alias/orders']) {
    await expect(kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'NotFoundException' });
  }
});

test('a kind of key that is not here is refused, not created as another one', async () => {
  await expect(kms.send(new CreateKeyCommand({ KeySpec: 'RSA_2048' }))).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining("'KeySpec'"),
  });
  expect((await kms.send(new ListKeysCommand({}))).Keys).toEqual([]);
});

test('a disabled key is of no use until it is enabled again', async () => {
  const KeyId = await createKey(kms);
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('a') }));
  await kms.send(new DisableKeyCommand({ KeyId }));
  expect(await stateOf(KeyId)).toBe('Disabled');
  const disabled = { name: 'DisabledException', message: `${KeyId} is disabled.` };
  await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(disabled);
  await expect(kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('a') }))).rejects.toMatchObject(disabled);
  await kms.send(new EnableKeyCommand({ KeyId }));
  await kms.send(new DecryptCommand({ CiphertextBlob }));
});

test('a key is deleted when its window is over, and not before', async () => {
  const KeyId = await createKey(kms);
  const { DeletionDate } = await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  expect(DeletionDate?.getTime()).toBe(cloud.now() + 7 * DAY_MS);
  await expect(kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('a') }))).rejects.toMatchObject({
    name: 'KMSInvalidStateException',
    message: `${KeyId} is pending deletion.`,
  });
  await expect(kms.send(new EnableKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
  await cloud.advance(7 * DAY_MS - 1);
  expect(await stateOf(KeyId)).toBe('PendingDeletion');
  await cloud.advance(1);
  await expect(stateOf(KeyId)).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('a deletion that was cancelled does not happen, and leaves the key disabled', async () => {
  const KeyId = await createKey(kms);
  await expect(kms.send(new CancelKeyDeletionCommand({ KeyId }))).rejects.toMatchObject({
    name: 'KMSInvalidStateException',
  });
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
  await kms.send(new CancelKeyDeletionCommand({ KeyId }));
  await cloud.advance(31 * DAY_MS);
  expect(await stateOf(KeyId)).toBe('Disabled');
});

test.each([6, 31])('a window of %d days is refused', async (PendingWindowInDays) => {
  const KeyId = await createKey(kms);
  await expect(kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  expect(await stateOf(KeyId)).toBe('Enabled');
});

test('tags and rotation are kept', async () => {
  const KeyId = await createKey(kms);
  const tags = async () => (await kms.send(new ListResourceTagsCommand({ KeyId }))).Tags;
  await kms.send(
    new TagResourceCommand({
      KeyId,
      Tags: [
        { TagKey: 'team', TagValue: 'a' },
        { TagKey: 'stage', TagValue: 'test' },
      ],
    }),
  );
  await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['stage'] }));
  expect(await tags()).toEqual([{ TagKey: 'team', TagValue: 'a' }]);
  await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 180 }));
  expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({
    KeyRotationEnabled: true,
    RotationPeriodInDays: 180,
  });
});

test('keys are listed page by page', async () => {
  const created = [await createKey(kms), await createKey(kms), await createKey(kms)];
  const first = await kms.send(new ListKeysCommand({ Limit: 2 }));
  expect(first.Truncated).toBe(true);
  const second = await kms.send(new ListKeysCommand({ Limit: 2, Marker: first.NextMarker }));
  expect(second.Truncated).toBe(false);
  const listed = [...(first.Keys ?? []), ...(second.Keys ?? [])].map(({ KeyArn }) => KeyArn);
  expect(listed.sort()).toEqual(created.sort());
});
