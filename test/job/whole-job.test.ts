import { createHash } from 'node:crypto';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { CloudEvent } from '../../local';
import { logLines } from '../local/lambda/queue-actions';
import { ReferenceApp, synthesizeOnce } from './reference-app';

const assembly = synthesizeOnce();
afterAll(() => assembly.remove());

const files: Readonly<Record<string, string>> = {
  'orders/January + February 100%.csv': 'id,total\n1,20\n2,30\n',
  'orders/März & 四月 😀 #1.json': '[{"id":1},{"id":2},{"id":3}]',
  'events.jsonl': '{"a":1}\n{"a":2}\n',
  'note.txt': 'hello\n',
  'rows differ.csv': 'id,total\n1\n',
  'no json.json': '{"id": ',
};
const broken = ['no json.json', 'rows differ.csv'];

let app: ReferenceApp;
let events: CloudEvent[];

beforeAll(async () => {
  app = await ReferenceApp.deploy(assembly.directory);
  events = [];
  app.cloud.events.subscribe((event) => events.push(event));
  await app.upload(files);
  await app.cloud.settle();
}, 60_000);
afterAll(() => app.cloud.stop());

const ofType = (type: string): readonly CloudEvent[] => events.filter((event) => event.type === type);

test('the alarm for the dead-letter queue goes off within two minutes', async () => {
  await app.cloud.advance(120_000);
  const { MetricAlarms = [] } = await app.cloud.client(CloudWatchClient).send(new DescribeAlarmsCommand({}));
  expect(
    MetricAlarms.map(({ AlarmName, StateValue }) => [AlarmName?.includes('DeadLetters'), StateValue]).sort(),
  ).toEqual([
    [false, 'OK'],
    [true, 'ALARM'],
  ]);
});

test('every file that can be described is in the catalogue, with the digest of its bytes', async () => {
  const documents = await app.documents();
  const described = Object.keys(files).filter((key) => !broken.includes(key));
  expect(documents.map(({ key }) => key).sort()).toEqual(described.sort());
  for (const { key, bytes, sha256 } of documents) {
    const content = Buffer.from(files[key] ?? '');
    expect({ key, bytes, sha256 }).toEqual({
      key,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  }
  expect(Object.fromEntries(documents.map(({ key, records }) => [key, records]))).toEqual({
    'orders/January + February 100%.csv': 2,
    'orders/März & 四月 😀 #1.json': 3,
    'events.jsonl': 2,
    'note.txt': undefined,
  });
});

test('a file that cannot be described is received five times, further and further apart, and then moved by SQS', async () => {
  const moved = ofType('sqs.dead-lettered');
  expect(moved).toHaveLength(broken.length);
  for (const { messageId } of moved) {
    const receives = ofType('sqs.received').filter((event) => event['messageId'] === messageId);
    expect(receives.map((event) => event['receiveCount'])).toEqual([1, 2, 3, 4, 5]);
    const first = receives[0]?.at ?? 0;
    const last = receives.at(-1)?.at ?? 0;
    expect(last - first).toBeGreaterThanOrEqual(4_000);
    // Backoff, not the queue's visibility timeout of six minutes.
    expect(last - first).toBeLessThan(60_000);
  }
  expect(await app.deadLetters()).toBe(broken.length);
});

test("the reason stands in the function's log under the message id", async () => {
  const outcomes = (await logLines(app.cloud, app.output('LogGroupName')))
    .filter((line) => line.startsWith('{') && line.includes('"messageId"'))
    .map((line) => JSON.parse(line));
  for (const { messageId } of ofType('sqs.dead-lettered')) {
    const failures = outcomes.filter((outcome) => outcome.messageId === messageId);
    expect(failures.map(({ receiveCount }) => receiveCount)).toEqual([1, 2, 3, 4, 5]);
    expect(failures.every(({ outcome }) => outcome === 'retry')).toBe(true);
    expect(failures[0].reason).toMatch(/CSV rows differ in length|does not parse/);
  }
});

test('the bucket asked the queue once whether it may send, and every event was allowed by the queue policy', () => {
  const sends = ofType('decision').filter((event) => event['action'] === 'sqs:SendMessage');
  expect(sends).toHaveLength(Object.keys(files).length);
  expect(sends.every((event) => event['allowed'] === true && event['principal'] === 's3.amazonaws.com')).toBe(true);
  expect(String(sends[0]?.['reason'])).toContain('the queue policy');
});

test('completed messages were deleted in batches, by the function and then by Lambda', () => {
  const deletes = ofType('request').filter((event) => event['action'] === 'DeleteMessageBatch');
  // Four files and the test event in one batch: one request each.
  expect(deletes).toHaveLength(2);
  expect(ofType('sqs.deleted')).toHaveLength(5);
});

test('the queue is empty, and the counters say so', async () => {
  const { Attributes } = await app.cloud
    .client(SQSClient)
    .send(new GetQueueAttributesCommand({ QueueUrl: app.output('QueueUrl'), AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' });
});
