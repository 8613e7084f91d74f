import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createProducer } from '../../../consumer';
import { LocalCloud } from '../../../local';
import { numbered, reset } from './world';

const MIB = 1_048_576;

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', seed: 'producer' });
});

afterEach(() => cloud.stop());

async function createQueue(name: string, attributes: Record<string, string> = {}): Promise<string> {
  const fifo: Record<string, string> = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
  const command = new CreateQueueCommand({ QueueName: name, Attributes: { ...fifo, ...attributes } });
  const { QueueUrl = '' } = await cloud.client(SQSClient).send(command);
  return QueueUrl;
}

function producerFor(queueUrl: string, client = cloud.client(SQSClient)) {
  return createProducer({ queueUrl, client, random: () => 0 });
}

/** Everything that is visible, until an empty receive. */
async function receiveAll(QueueUrl: string): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for (;;) {
    const { Messages = [] } = await cloud.client(SQSClient).send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return messages;
    messages.push(...Messages);
  }
}

async function depth(QueueUrl: string): Promise<number> {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  const { Attributes } = await cloud.client(SQSClient).send(command);
  return Number(Attributes?.['ApproximateNumberOfMessages']);
}

/** A client whose first `times` sends reach SQS, while their answers do not come back. */
function losingAnswers(times: number): SQSClient {
  const client = cloud.client(SQSClient);
  let lost = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      lost += 1;
      if (lost <= times) throw reset();
      return answer;
    },
    // Outside the SDK's own attempts.
    { step: 'initialize', priority: 'high' },
  );
  return client;
}

test('a standard queue gets each message with its attributes, group and trace header', async () => {
  const url = await createQueue('orders');

  const results = await producerFor(url).sendAll([
    ...numbered(12),
    {
      payload: 'with all',
      groupId: 'tenant-7',
      traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
      attributes: { colour: 'blue', weight: 1.5, bytes: new Uint8Array([7]) },
    },
  ]);

  const messages = await receiveAll(url);
  expect(messages.map(({ MessageId }) => MessageId).sort()).toEqual(
    results.map((result) => (result.ok ? result.messageId : result.code)).sort(),
  );
  expect(messages.find(({ Body }) => Body === '"with all"')).toMatchObject({
    Attributes: { MessageGroupId: 'tenant-7', AWSTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793' },
    MessageAttributes: {
      colour: { DataType: 'String', StringValue: 'blue' },
      weight: { DataType: 'Number', StringValue: '1.5' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([7]) },
    },
  });
});

test('a message with a delay becomes visible after it', async () => {
  const url = await createQueue('orders');

  await producerFor(url).send('later', { delaySeconds: 900 });

  await cloud.advance(899_999);
  expect(await depth(url)).toBe(0);
  await cloud.advance(1);
  expect(await depth(url)).toBe(1);
});

test('a message of 1 MiB with its attributes, and a batch of 1 MiB, are what SQS takes as well', async () => {
  const url = await createQueue('orders');
  const producer = createProducer({ queueUrl: url, client: cloud.client(SQSClient), format: 'text' });
  const attributes = { a: 'b' };
  const rest = 1 + 'String'.length + 1;

  await producer.send('x'.repeat(MIB - rest), { attributes });
  const results = await producer.sendAll(
    Array.from({ length: 8 }, () => ({ payload: 'ä'.repeat((MIB / 4 - rest - 1) / 2), attributes })),
  );

  expect(results.map(({ ok }) => ok)).not.toContain(false);
  expect(producer.counts).toMatchObject({ messages: 9, requests: 3 });
  await expect(producer.send('x'.repeat(MIB - rest + 1), { attributes })).rejects.toThrow(/got 1048577/);
  expect(producer.counts.requests).toBe(3);
});

test('a queue with a smaller limit says so for the message that is too large, and takes the others', async () => {
  const url = await createQueue('orders', { MaximumMessageSize: '1024' });

  const results = await producerFor(url).sendAll([{ payload: 'a' }, { payload: 'x'.repeat(2_000) }, { payload: 'c' }]);

  expect(results).toMatchObject([
    { ok: true },
    { ok: false, code: 'InvalidParameterValue', message: expect.stringContaining('1024'), senderFault: true },
    { ok: true },
  ]);
});

test('a FIFO queue gets each group in order, with sequence numbers that grow', async () => {
  const url = await createQueue('orders.fifo');

  const results = await producerFor(url).sendAll(numbered(40, (index) => `group-${index % 3}`));

  const messages = await receiveAll(url);
  expect(messages.length).toBeGreaterThan(0);
  for (let group = 0; group < 3; group += 1) {
    const numbers = results
      .filter((_, index) => index % 3 === group)
      .map((result) => result.ok && result.sequenceNumber);
    expect(numbers).toEqual([...numbers].sort());
    expect(numbers).not.toContain(undefined);
  }
  expect(await depth(url)).toBe(40 - messages.length);
});

test('content deduplication makes the same id as the queue would', async () => {
  const url = await createQueue('orders.fifo', { ContentBasedDeduplication: 'true' });
  const producer = createProducer({ queueUrl: url, client: cloud.client(SQSClient), deduplication: 'content' });

  const first = await producer.send({ n: 1 }, { groupId: 'g' });
  const again = await producer.send({ n: 1 }, { groupId: 'g' });

  expect(again.messageId).toBe(first.messageId);
  expect(await depth(url)).toBe(1);
});

test('an answer that was lost: a FIFO queue has the messages once, a standard queue may have them twice', async () => {
  const standard = await createQueue('orders');
  const fifo = await createQueue('orders.fifo');

  const once = await producerFor(fifo, losingAnswers(2)).sendAll(numbered(5, () => 'g'));
  const twice = await producerFor(standard, losingAnswers(1)).sendAll(numbered(5));

  expect([...once, ...twice].map(({ ok }) => ok)).not.toContain(false);
  expect(await depth(fifo)).toBe(5);
  expect(await depth(standard)).toBe(10);
});

test('a queue that denies it answers once, with the reason', async () => {
  const url = await createQueue('orders');
  const QueueArn = `arn:aws:sqs:${cloud.region}:${cloud.account}:orders`;
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sqs:SendMessage', Resource: QueueArn }],
  });
  await cloud.client(SQSClient).send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
  const producer = producerFor(url);

  const [result] = await producer.sendAll([{ payload: 1 }]);

  expect(result).toMatchObject({ ok: false, code: 'AccessDenied', senderFault: true, maybeSent: false });
  expect(result).toMatchObject({ message: expect.stringMatching(/not authorized to perform: sqs:sendmessage/i) });
  expect(producer.counts).toEqual({ messages: 0, requests: 1 });
  await expect(producer.send(1)).rejects.toMatchObject({ code: 'SendFailed', senderFault: true });
});

test('a queue that is not there is the sender’s fault', async () => {
  const url = await createQueue('orders');

  await expect(producerFor(`${url}-not`).send(1)).rejects.toMatchObject({
    awsCode: expect.stringContaining('QueueDoesNotExist'),
    senderFault: true,
    maybeSent: false,
  });
});

test('requests that SQS refuses for a while are repeated until it takes them', async () => {
  await cloud.stop();
  cloud = await LocalCloud.start({
    clock: 'virtual',
    seed: 'producer',
    faults: [{ on: 'sqs:SendMessageBatch', probability: 0.5 }],
  });
  const url = await createQueue('orders');

  const results = await producerFor(url).sendAll(numbered(100));

  expect(results.map(({ ok }) => ok)).not.toContain(false);
  expect(await depth(url)).toBe(100);
});
