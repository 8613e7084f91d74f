import { CreateKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { PublishCommand } from '@aws-sdk/client-sns';
import { OWNER, PARTNER, SnsCloud } from './sns-cloud';

let cloud: SnsCloud;

beforeEach(async () => {
  cloud = await SnsCloud.start();
});

afterEach(() => cloud.cloud.stop());

async function keyWith(...statements: readonly object[]): Promise<string> {
  const { KeyMetadata } = await cloud.cloud
    .client(KMSClient)
    .send(new CreateKeyCommand({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }) }));
  return KeyMetadata?.Arn ?? '';
}

const allow = (account: string, ...Action: string[]) => ({
  Effect: 'Allow',
  Principal: { AWS: account },
  Action,
  Resource: '*',
});
const byOwner = allow(OWNER, 'kms:*');

test('whoever publishes to an encrypted topic must be allowed its key', async () => {
  const usable = await cloud.topic('usable', { KmsMasterKeyId: await keyWith(byOwner) });
  expect((await cloud.publish(usable, 'a')).MessageId).toBeDefined();

  const tooLittle = [allow(OWNER, 'kms:GenerateDataKey'), allow(OWNER, 'kms:Decrypt')];
  for (const [index, statement] of tooLittle.entries()) {
    const closed = await cloud.topic(`closed-${index}`, { KmsMasterKeyId: await keyWith(statement) });
    await expect(cloud.publish(closed, 'a')).rejects.toMatchObject({ name: 'KMSAccessDeniedException' });
  }
});

test("another account needs the topic's policy and the key's", async () => {
  const key = await keyWith(byOwner, allow(PARTNER, 'kms:GenerateDataKey', 'kms:Decrypt'));
  const topics = [
    await cloud.topic('shared', { KmsMasterKeyId: key }),
    await cloud.topic('closed', { KmsMasterKeyId: await keyWith(byOwner) }),
  ];
  const publish = (TopicArn: string) =>
    cloud.snsOf({ account: PARTNER }).send(new PublishCommand({ TopicArn, Message: 'a' }));
  for (const topic of topics) await cloud.setTopicPolicy(topic, { ...allow(PARTNER, 'sns:Publish'), Resource: topic });
  expect((await publish(topics[0] ?? '')).MessageId).toBeDefined();
  await expect(publish(topics[1] ?? '')).rejects.toMatchObject({ name: 'KMSAccessDeniedException' });
});

test('a disabled key, and one that does not exist, say so', async () => {
  const KeyId = await keyWith(byOwner);
  const disabled = await cloud.topic('disabled', { KmsMasterKeyId: KeyId });
  await cloud.cloud.client(KMSClient).send(new DisableKeyCommand({ KeyId }));
  await expect(cloud.publish(disabled, 'a')).rejects.toMatchObject({ name: 'KMSDisabledException' });
  const unknown = await cloud.topic('unknown', { KmsMasterKeyId: 'alias/none' });
  await expect(cloud.publish(unknown, 'a')).rejects.toMatchObject({ name: 'KMSNotFoundException' });
});

test("AWS's own key lets in the topic's account and nobody else", async () => {
  const topic = await cloud.topic('managed', { KmsMasterKeyId: 'alias/aws/sns' });
  await cloud.setTopicPolicy(topic, { ...allow(PARTNER, 'sns:Publish'), Resource: topic });
  expect((await cloud.publish(topic, 'a')).MessageId).toBeDefined();
  const partner = cloud.snsOf({ account: PARTNER });
  await expect(partner.send(new PublishCommand({ TopicArn: topic, Message: 'a' }))).rejects.toMatchObject({
    name: 'KMSAccessDeniedException',
  });
});
