import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import { type Fault, LocalCloud } from '../../../local';

class OneAttempt extends SQSClient {
  constructor(configuration: SQSClientConfig) {
    super({ ...configuration, maxAttempts: 1 });
  }
}

let cloud: LocalCloud;
let sqs: SQSClient;
let QueueUrl: string | undefined;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  sqs = cloud.client(OneAttempt);
  ({ QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' })));
});
afterEach(() => cloud.stop());

const always = (fault: Omit<Fault, 'probability'>): Fault => ({ probability: 1, ...fault });
const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'order' }));
const receive = async () => {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
  return (await sqs.send(command)).Messages ?? [];
};
const depth = async () => {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Number(Attributes?.['ApproximateNumberOfMessages']);
};

test('an error refuses the request, with the code that the fault names', async () => {
  cloud.inject([
    always({ on: 'sqs:SendMessage', error: { code: 'RequestThrottled', message: 'Slow down.', status: 400 } }),
  ]);
  await expect(send()).rejects.toMatchObject({ name: 'RequestThrottled', $metadata: { httpStatusCode: 400 } });
  expect(await depth()).toBe(0);
});

test.each([
  ['drop', 0],
  ['reset', 1],
] as const)('%s breaks the connection, with %s messages in the queue', async (effect, messages) => {
  cloud.inject([always({ on: 'sqs:SendMessage', effect })]);
  await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await depth()).toBe(messages);
});

test.each(['drop', 'reset'] as const)('%s breaks a real connection too', async (effect) => {
  const real = await LocalCloud.start({ clock: 'real', port: 0, faults: [always({ on: 'sqs:ListQueues', effect })] });
  try {
    const credentials = { accessKeyId: real.account, secretAccessKey: 'local' };
    const client = new OneAttempt({ endpoint: real.url, region: real.region, credentials });
    await expect(client.send(new ListQueuesCommand())).rejects.toThrow('socket hang up');
  } finally {
    await real.stop();
  }
});

test.each([
  ['late', 0],
  ['delay', 1],
] as const)('%s answers after its seconds; until then there are %s messages', async (effect, messages) => {
  cloud.inject([always({ on: 'sqs:SendMessage', effect, seconds: 5 })]);
  let answered = false;
  const sending = send().then(() => {
    answered = true;
  });
  await cloud.advance(4_999);
  expect([await depth(), answered]).toEqual([messages, false]);
  await cloud.advance(1);
  await sending;
  expect(await depth()).toBe(1);
});

test('partial fails entries of a batch and carries out the others', async () => {
  cloud.inject([{ on: 'sqs:SendMessageBatch', probability: 0.5, effect: 'partial' }]);
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: String(n), MessageBody: String(n) }));
  const { Successful = [], Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful.length + Failed.length).toBe(10);
  expect(Failed.length).toBeGreaterThan(0);
  expect(Failed[0]).toMatchObject({ Code: 'InternalError', SenderFault: false });
  expect(await depth()).toBe(Successful.length);

  cloud.inject([always({ on: 'sqs:DeleteMessageBatch', effect: 'partial' })]);
  const [message] = await receive();
  const deletion = await sqs.send(
    new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', ReceiptHandle: message?.ReceiptHandle }] }),
  );
  expect(deletion.Failed).toHaveLength(1);
});

test('empty hides what is there from a receive', async () => {
  await send();
  cloud.inject([always({ on: 'sqs:ReceiveMessage', effect: 'empty', atMost: 1 })]);
  expect(await receive()).toHaveLength(0);
  expect(await receive()).toHaveLength(1);
});

test('duplicate hands a message of a standard queue out again while it is in flight', async () => {
  await send();
  cloud.inject([always({ on: 'sqs:ReceiveMessage', effect: 'duplicate', atMost: 1 })]);
  const [first] = await receive();
  const [second] = await receive();
  expect(second?.MessageId).toBe(first?.MessageId);
  expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  expect(await receive()).toHaveLength(0);
});

test('inject([]) ends all faults, and each strike is an event', async () => {
  const strikes: unknown[] = [];
  cloud.events.subscribe(({ type, on, effect }) => {
    if (type === 'fault.struck') strikes.push([on, effect]);
  });
  cloud.inject([always({ on: 'sqs:SendMessage' })]);
  await expect(send()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  cloud.inject([]);
  await send();
  expect(strikes).toEqual([['sqs:SendMessage', 'error']]);
});

test('a number out of its range is refused', () => {
  expect(() => cloud.inject([{ on: 'sqs:SendMessage', probability: 1.5 }])).toThrow(
    "'probability' of the fault on sqs:SendMessage must be from 0 to 1, got 1.5. Give a number in that range.",
  );
  expect(() => cloud.inject([always({ on: 'sqs:SendMessage', effect: 'late', seconds: -1 })])).toThrow(/'seconds'/);
});
