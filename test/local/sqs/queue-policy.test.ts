import {
  AddPermissionCommand,
  DeleteMessageBatchCommand,
  GetQueueUrlCommand,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { ACCOUNT, arnOf, SqsCloud } from './sqs-cloud';

const OTHER = '444455556666';

let sqs: SqsCloud;
let queue: string;
let stranger: SQSClient;
beforeEach(async () => {
  sqs = await SqsCloud.start();
  queue = await sqs.createQueue('work');
  stranger = sqs.cloud.client(SQSClient, { account: OTHER });
});
afterEach(() => sqs.stop());

const add = (Label: string, AWSAccountIds: string[], ...Actions: string[]) =>
  sqs.client.send(new AddPermissionCommand({ QueueUrl: queue, Label, AWSAccountIds, Actions }));
const remove = (Label: string) => sqs.client.send(new RemovePermissionCommand({ QueueUrl: queue, Label }));
const lookUp = () => stranger.send(new GetQueueUrlCommand({ QueueName: 'work', QueueOwnerAWSAccountId: ACCOUNT }));

test('a permission is a statement of the queue policy, in the form that AWS gives it', async () => {
  await add('first', [OTHER], 'ReceiveMessage');
  await add('second', [OTHER, ACCOUNT], 'SendMessage', 'GetQueueUrl');
  expect(JSON.parse((await sqs.attributes(queue, 'Policy'))['Policy'] ?? '')).toEqual({
    Version: '2008-10-17',
    Id: `${arnOf('work')}/SQSDefaultPolicy`,
    Statement: [
      {
        Sid: 'first',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
        Action: 'SQS:ReceiveMessage',
        Resource: arnOf('work'),
      },
      {
        Sid: 'second',
        Effect: 'Allow',
        Principal: { AWS: [`arn:aws:iam::${OTHER}:root`, `arn:aws:iam::${ACCOUNT}:root`] },
        Action: ['SQS:SendMessage', 'SQS:GetQueueUrl'],
        Resource: arnOf('work'),
      },
    ],
  });
  await remove('first');
  await remove('second');
  expect(await sqs.attributes(queue, 'Policy')).toEqual({});
});

test('another account is let in by a permission and out again without it', async () => {
  await expect(lookUp()).rejects.toMatchObject({ name: 'AccessDenied' });
  await add('lookup', [OTHER], 'GetQueueUrl');
  expect((await lookUp()).QueueUrl).toBe(queue);
  await remove('lookup');
  await expect(lookUp()).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a batch is decided as the single action', async () => {
  await add('delete', [OTHER], 'DeleteMessage');
  const batch = new DeleteMessageBatchCommand({ QueueUrl: queue, Entries: [{ Id: '1', ReceiptHandle: 'garbage' }] });
  expect((await stranger.send(batch)).Failed).toHaveLength(1);
  await remove('delete');
  await expect(stranger.send(batch)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('an explicit deny stops the owner too', async () => {
  await sqs.setAttributes(queue, {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sqs:SendMessage', Resource: arnOf('work') }],
    }),
  });
  await expect(sqs.send(queue, 'a')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`the queue policy of ${arnOf('work')}`),
  });
});

test('no policy lets another account change a queue', async () => {
  await sqs.setAttributes(queue, {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: arnOf('work') }],
    }),
  });
  await expect(
    stranger.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { DelaySeconds: '5' } })),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});

test.each([
  ['first', [OTHER], ['SendMessage'], 'Value first for parameter Label is invalid. Reason: Already exists.'],
  ['new', [OTHER], ['DeleteQueue'], 'Only the queue owner is allowed to invoke this action.'],
  ['new', [OTHER], ['Bogus'], 'for parameter ActionName is invalid.'],
  ['new', ['123'], ['SendMessage'], 'Value [123] for parameter PrincipalId is invalid. Reason: Unable to verify.'],
])('a permission %s for %j to %j is refused', async (label, accounts, actions, message) => {
  await add('first', [OTHER], 'ReceiveMessage');
  await expect(add(label, accounts, ...actions)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining(message),
  });
});

test('a label that is not there cannot be removed', async () => {
  await expect(remove('nothing')).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: "Value nothing for parameter Label is invalid. Reason: can't find label.",
  });
});
