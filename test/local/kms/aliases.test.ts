import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  KMSClient,
  ListAliasesCommand,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { LocalCloud } from '../../../local';
import { createKey } from './kms-cloud';

let cloud: LocalCloud;
let kms: KMSClient;
let first: string;
let second: string;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  kms = cloud.client(KMSClient);
  [first, second] = [await createKey(kms), await createKey(kms)];
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: first }));
});

afterEach(() => cloud.stop());

const keyOf = async (KeyId: string) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.Arn;

test('an alias names its key, by itself and by its ARN, and can be moved to another one', async () => {
  expect(await keyOf('alias/orders')).toBe(first);
  expect(await keyOf('arn:aws:kms:us-east-1:111122223333:alias/orders')).toBe(first);
  await kms.send(new UpdateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: second }));
  expect(await keyOf('alias/orders')).toBe(second);
  await kms.send(new DeleteAliasCommand({ AliasName: 'alias/orders' }));
  await expect(keyOf('alias/orders')).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('a name that is taken or not allowed is refused', async () => {
  const create = (AliasName: string) => kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: second }));
  await expect(create('alias/orders')).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  await expect(create('orders')).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(create('alias/aws/sqs')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(await keyOf('alias/orders')).toBe(first);
});

test('aliases are listed, all of them or those of one key, until the key is deleted', async () => {
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/payments', TargetKeyId: second }));
  const names = async (KeyId?: string) =>
    (await kms.send(new ListAliasesCommand({ KeyId }))).Aliases?.map(({ AliasName }) => AliasName);
  expect(await names()).toEqual(['alias/orders', 'alias/payments']);
  expect(await names(second)).toEqual(['alias/payments']);
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: second, PendingWindowInDays: 7 }));
  await cloud.advance(7 * 86_400_000);
  expect(await names()).toEqual(['alias/orders']);
});
