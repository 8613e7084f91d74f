import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { ACCOUNT, redrivePolicy, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
beforeEach(async () => {
  sqs = await SqsCloud.start();
});
afterEach(() => sqs.stop());

const MISSING = { name: 'QueueDoesNotExist', message: 'The specified queue does not exist.' };

test('a queue is found by its URL, whatever the host in it', async () => {
  const url = await sqs.createQueue('work');
  expect(url.endsWith(`/${ACCOUNT}/work`)).toBe(true);
  await sqs.send(`https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/work`, 'a');
  expect(await sqs.bodies(url)).toEqual(['a']);
});

test('a queue that does not exist is named so', async () => {
  const url = await sqs.createQueue('work');
  await expect(sqs.send(`${url}-not`, 'a')).rejects.toMatchObject(MISSING);
  await expect(sqs.client.send(new GetQueueUrlCommand({ QueueName: 'other' }))).rejects.toMatchObject(MISSING);
});

test.each(['my queue!', 'a.b', 'a'.repeat(81), '', 'work.fifo'])(
  'no standard queue can be called "%s"',
  async (QueueName) => {
    await expect(sqs.client.send(new CreateQueueCommand({ QueueName }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    });
  },
);

test('a FIFO queue must be called .fifo', async () => {
  await expect(sqs.createQueue('work', { FifoQueue: 'true' })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
  });
});

test('creating a queue again returns it, unless an attribute differs', async () => {
  const url = await sqs.createQueue('work', { DelaySeconds: '5' });
  await sqs.send(url, 'a');
  expect(await sqs.createQueue('work')).toBe(url);
  expect(await sqs.createQueue('work', { DelaySeconds: '5', VisibilityTimeout: '30' })).toBe(url);
  await expect(sqs.createQueue('work', { DelaySeconds: '6' })).rejects.toMatchObject({
    name: 'QueueNameExists',
    message: 'A queue already exists with the same name and a different value for attribute DelaySeconds',
  });
  expect(await sqs.depth(url)).toEqual([0, 0, 1]);
});

test('the name of a deleted queue is free after 60 seconds', async () => {
  const url = await sqs.createQueue('work');
  await sqs.client.send(new DeleteQueueCommand({ QueueUrl: url }));
  await expect(sqs.send(url, 'a')).rejects.toMatchObject(MISSING);
  await sqs.pass(59.999);
  await expect(sqs.createQueue('work')).rejects.toMatchObject({ name: 'QueueDeletedRecently' });
  await sqs.pass(0.001);
  expect(await sqs.createQueue('work')).toBe(url);
});

test('queues are listed by name, with a prefix and in pages', async () => {
  const urls: string[] = [];
  for (const name of ['work-c', 'work-a', 'other', 'work-b']) urls.push(await sqs.createQueue(name));
  const list = (input: object) => sqs.client.send(new ListQueuesCommand(input));
  const nameOf = (url: string): string => url.split('/').at(-1) ?? '';
  expect((await list({})).QueueUrls?.map(nameOf)).toEqual(['other', 'work-a', 'work-b', 'work-c']);
  const first = await list({ QueueNamePrefix: 'work', MaxResults: 2 });
  expect(first.QueueUrls?.map(nameOf)).toEqual(['work-a', 'work-b']);
  const second = await list({ QueueNamePrefix: 'work', MaxResults: 2, NextToken: first.NextToken });
  expect(second.QueueUrls?.map(nameOf)).toEqual(['work-c']);
  expect(second.NextToken).toBeUndefined();
  expect((await list({ QueueNamePrefix: 'none' })).QueueUrls).toBeUndefined();
});

test('another account and another region have queues of their own', async () => {
  await sqs.createQueue('work');
  for (const client of [
    sqs.cloud.client(SQSClient, { account: '444455556666' }),
    sqs.cloud.client(SQSClient, { region: 'eu-central-1' }),
  ]) {
    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'work' }))).rejects.toMatchObject(MISSING);
    expect((await client.send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
  }
});

test('the sources of a dead-letter queue are listed', async () => {
  const dead = await sqs.createQueue('dead');
  const source = await sqs.createQueue('work', { RedrivePolicy: redrivePolicy('dead', 3) });
  const list = (QueueUrl: string) => sqs.client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }));
  expect((await list(dead)).queueUrls).toEqual([source]);
  expect((await list(source)).queueUrls).toEqual([]);
});

test('tags are set with the queue or later, shown and removed', async () => {
  const { QueueUrl } = await sqs.client.send(
    new CreateQueueCommand({ QueueName: 'work', tags: { tag1: 'value1', tag2: 'old' } }),
  );
  const tags = async () => (await sqs.client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags;
  await sqs.client.send(new TagQueueCommand({ QueueUrl, Tags: { tag2: 'value2', tag3: '' } }));
  expect(await tags()).toEqual({ tag1: 'value1', tag2: 'value2', tag3: '' });
  await sqs.client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['tag1', 'tag2', 'tag3'] }));
  expect(await tags()).toBeUndefined();
});
