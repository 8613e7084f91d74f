import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import { only, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
let queue: string;
beforeEach(async () => {
  sqs = await SqsCloud.start();
  queue = await sqs.createQueue('work');
});
afterEach(() => sqs.stop());

const sendBatch = (Entries: SendMessageBatchRequestEntry[], QueueUrl = queue) =>
  sqs.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
const entries = (count: number): SendMessageBatchRequestEntry[] =>
  Array.from({ length: count }, (_, index) => ({ Id: `id-${index}`, MessageBody: `body ${index}` }));

test('ten messages go out, come back and are deleted in batches', async () => {
  const sent = await sendBatch(entries(10));
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(entries(10).map(({ Id }) => Id));
  expect(sent.Successful?.[0]?.MD5OfMessageBody).toBe('2c2f1edb5aac06c6c201d1fe8916de7d');
  expect(sent.Failed).toBeUndefined();
  const messages = await sqs.receive(queue);
  const deleted = await sqs.client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue,
      Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
    }),
  );
  expect(deleted.Successful).toHaveLength(10);
  expect(await sqs.depth(queue)).toEqual([0, 0, 0]);
});

test('each entry of a batch fails for itself', async () => {
  await sqs.send(queue, 'a');
  const { ReceiptHandle } = only(await sqs.receive(queue));
  const Entries = [
    { Id: 'good', ReceiptHandle },
    { Id: 'bad', ReceiptHandle: 'garbage' },
  ];
  const changed = await sqs.client.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl: queue,
      Entries: Entries.map((entry) => ({ ...entry, VisibilityTimeout: 60 })),
    }),
  );
  const deleted = await sqs.client.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries }));
  const failure = {
    Id: 'bad',
    Code: 'ReceiptHandleIsInvalid',
    Message: 'The input receipt handle "garbage" is not a valid receipt handle.',
    SenderFault: true,
  };
  for (const { Successful, Failed } of [changed, deleted]) {
    expect([Successful, Failed]).toEqual([[{ Id: 'good' }], [failure]]);
  }
  expect(await sqs.depth(queue)).toEqual([0, 0, 0]);
});

test('an expired handle of a FIFO queue is reported in the words of a batch', async () => {
  const fifo = await sqs.createQueue('work.fifo', { ContentBasedDeduplication: 'true' });
  await sqs.send(fifo, 'a', { MessageGroupId: 'g' });
  const { ReceiptHandle } = only(await sqs.receive(fifo, { VisibilityTimeout: 1 }));
  await sqs.pass(1);
  const { Failed } = await sqs.client.send(
    new DeleteMessageBatchCommand({ QueueUrl: fifo, Entries: [{ Id: '1', ReceiptHandle }] }),
  );
  expect(Failed).toEqual([
    { Id: '1', Code: 'ReceiptHandleIsInvalid', Message: 'The receipt handle has expired', SenderFault: true },
  ]);
});

test('an entry that is larger than the queue takes fails alone', async () => {
  await sqs.setAttributes(queue, { MaximumMessageSize: '1024' });
  const sent = await sendBatch([
    { Id: '1', MessageBody: 'a'.repeat(1025) },
    { Id: '2', MessageBody: 'a'.repeat(1024) },
  ]);
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['2']);
  expect(sent.Failed).toEqual([
    {
      Id: '1',
      Code: 'InvalidParameterValue',
      Message: 'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
      SenderFault: true,
    },
  ]);
});

test.each<[string, SendMessageBatchRequestEntry[], string, string]>([
  ['no entries', [], 'EmptyBatchRequest', 'There should be at least one SendMessageBatchRequestEntry in the request.'],
  [
    'twenty entries',
    entries(20),
    'TooManyEntriesInBatchRequest',
    'Maximum number of entries per request are 10. You have sent 20.',
  ],
  ['the same id twice', [...entries(1), ...entries(1)], 'BatchEntryIdsNotDistinct', 'Id id-0 repeated.'],
  ...['', 'invalid:id', 'testLongId'.repeat(10)].map(
    (Id) =>
      [
        `the id "${Id}"`,
        [{ Id, MessageBody: 'a' }],
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      ] satisfies [string, SendMessageBatchRequestEntry[], string, string],
  ),
])('a batch with %s is refused as a whole', async (_what, Entries, name, message) => {
  await expect(sendBatch(Entries)).rejects.toMatchObject({ name, message });
});

test('a batch of one byte more than 1 MiB is refused, attributes included', async () => {
  const half = 'a'.repeat(524_288);
  const message = 'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.';
  const two = [
    { Id: '1', MessageBody: half },
    { Id: '2', MessageBody: half },
  ];
  await expect(sendBatch([...two, { Id: '3', MessageBody: 'a' }])).rejects.toMatchObject({
    name: 'BatchRequestTooLong',
    message,
  });
  const attribute = { k: { DataType: 'Binary', BinaryValue: new Uint8Array(524_288 - 1 - 6 + 1) } };
  await expect(
    sendBatch([
      { Id: '1', MessageBody: half.slice(0, -1), MessageAttributes: attribute },
      { Id: '2', MessageBody: 'a' },
    ]),
  ).rejects.toMatchObject({ name: 'BatchRequestTooLong', message });
  expect((await sendBatch(two)).Successful).toHaveLength(2);
});

test('a FIFO batch without a group or a deduplication id is refused as a whole', async () => {
  const fifo = await sqs.createQueue('work.fifo');
  await expect(sendBatch(entries(1), fifo)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'The request must contain the parameter MessageGroupId.',
  });
  await expect(sendBatch([{ Id: '1', MessageBody: 'a', MessageGroupId: 'g' }], fifo)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  });
});
