import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type DeadLetter, exportDeadLetter, lookAtDeadLetters, reasonsFromLog } from '../../../consumer/dlq';
import { arnOf } from '../../local/sqs/sqs-cloud';
import { DeadLetters } from './dead-letters';

let letters: DeadLetters;
beforeEach(async () => {
  letters = await DeadLetters.start();
});
afterEach(() => letters.stop());

test('every message is seen once, and all are visible again afterwards', async () => {
  for (let index = 0; index < 25; index += 1) await letters.send(`${index}`);
  const seen = await letters.look();
  expect(new Set(seen.map(({ messageId }) => messageId)).size).toBe(25);
  expect(seen).toHaveLength(25);
  expect(await letters.sqs.depth(letters.dead)).toEqual([25, 0, 0]);
});

test('looking costs a receive', async () => {
  await letters.send('a');
  await letters.look();
  const [second] = await letters.look();
  expect(second?.receiveCount).toBe(2);
});

test('what the engine dead-lettered says why, from where, and under which id it was logged', async () => {
  await letters.send('a', {
    'Spillway.Reason': 'no such customer',
    'Spillway.MessageId': 'original',
    'Spillway.SourceArn': arnOf('orders'),
  });
  expect(await letters.look()).toMatchObject([
    { reason: 'no such customer', reasonFrom: 'attributes', originalId: 'original', sourceArn: arnOf('orders') },
  ]);
});

test('what the engine wrote before a redrive is not the reason when SQS moved the message later', async () => {
  const attribute = { DataType: 'String', StringValue: 'an old reason' };
  await letters.sqs.send(letters.source, 'a', { MessageAttributes: { 'Spillway.Reason': attribute } });
  await letters.sqs.receive(letters.source, { VisibilityTimeout: 1 });
  await letters.sqs.pass(1);
  await letters.sqs.receive(letters.source);
  const [letter] = await letters.look();
  expect(letter).toMatchObject({ sourceArn: arnOf('orders'), originalId: letter?.messageId });
  expect(letter?.reason).toBeUndefined();
});

test("what SQS moved is explained by the latest line of the consumer's log", async () => {
  const id = await letters.fail('a');
  await letters.fail('b');
  const logs = letters.sqs.cloud.client(CloudWatchLogsClient);
  const at = { logGroupName: '/aws/lambda/orders', logStreamName: 'one' };
  await logs.send(new CreateLogGroupCommand(at));
  await logs.send(new CreateLogStreamCommand(at));
  const time = letters.sqs.cloud.now();
  const lines = ['timeout of the first attempt', 'timeout of the last attempt'].map((reason, index) => ({
    timestamp: time + index,
    message: JSON.stringify({ level: 'WARN', messageId: id, reason }),
  }));
  await logs.send(
    new PutLogEventsCommand({ ...at, logEvents: [...lines, { timestamp: time + 2, message: `${id}!` }] }),
  );
  const found: DeadLetter[] = [];
  await lookAtDeadLetters(letters.access, letters.queue, (some) => void found.push(...some), {
    reasons: reasonsFromLog(logs, at.logGroupName),
  });
  expect(found.map(({ message, reason, reasonFrom }) => [message.body, reason, reasonFrom]).sort()).toEqual([
    ['a', 'timeout of the last attempt', 'log'],
    ['b', undefined, undefined],
  ]);
});

test('messages are given back when the look is interrupted, and when a visitor fails', async () => {
  for (let index = 0; index < 25; index += 1) await letters.send(`${index}`);
  const controller = new AbortController();
  const interrupted = lookAtDeadLetters(
    letters.access,
    letters.queue,
    () => void controller.abort(new Error('Ctrl-C')),
    {
      signal: controller.signal,
    },
  );
  await expect(interrupted).rejects.toThrow('Ctrl-C');
  expect(await letters.sqs.depth(letters.dead)).toEqual([25, 0, 0]);
  const failing = lookAtDeadLetters(letters.access, letters.queue, () => Promise.reject(new Error('disk full')));
  await expect(failing).rejects.toThrow('disk full');
  expect(await letters.sqs.depth(letters.dead)).toEqual([25, 0, 0]);
});

test('a limit leaves the other messages alone', async () => {
  for (let index = 0; index < 5; index += 1) await letters.send(`${index}`);
  expect(await lookAtDeadLetters(letters.access, letters.queue, () => undefined, { limit: 2 })).toBe(2);
  const counts = (await letters.look()).map(({ receiveCount }) => receiveCount);
  expect(counts.sort()).toEqual([1, 1, 1, 2, 2]);
});

test('an exported message is plain JSON with binary values in Base64', async () => {
  await letters.sqs.send(letters.dead, 'a', {
    MessageAttributes: {
      tenant: { DataType: 'String', StringValue: 'acme' },
      digest: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2, 3) },
    },
  });
  const [letter] = await letters.look();
  expect(letter && JSON.parse(JSON.stringify(exportDeadLetter(letter)))).toEqual({
    id: letter?.messageId,
    body: 'a',
    attributes: { tenant: { type: 'String', value: 'acme' }, digest: { type: 'Binary', value: 'AQID' } },
    systemAttributes: expect.objectContaining({ ApproximateReceiveCount: '1', SentTimestamp: `${letter?.sentAt}` }),
  });
});
