import { GetLogEventsCommand, type GetLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, LogCloud } from './log-cloud';

let on: LogCloud;

beforeEach(async () => {
  on = await LogCloud.start();
  await on.createStream('s');
});
afterEach(() => on.cloud.stop());

async function read(input: Partial<GetLogEventsCommandInput> = {}) {
  const page = await on.logs.send(new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: 's', ...input }));
  return {
    messages: (page.events ?? []).map(({ message }) => message).join(''),
    forward: page.nextForwardToken,
    backward: page.nextBackwardToken,
  };
}

test('events come in the order of their time, whenever they were written', async () => {
  await on.put('s', [2, 'b'], [4, 'd']);
  await on.put('s', [1, 'a'], [3, 'c']);
  expect((await read()).messages).toBe('abcd');
});

test('events of the same millisecond keep the order in which they came', async () => {
  await on.put('s', [0, 'a'], [0, 'b']);
  await on.put('s', [0, 'c']);
  expect((await read()).messages).toBe('abc');
});

test('without a token the latest events come, unless the head is asked for', async () => {
  await on.put('s', [1, 'a'], [2, 'b'], [3, 'c']);
  expect((await read({ limit: 2 })).messages).toBe('bc');
  expect((await read({ limit: 2, startFromHead: true })).messages).toBe('ab');
});

test('forward tokens walk to the end, return there, and find what comes later', async () => {
  await on.put('s', [1, 'a'], [2, 'b'], [3, 'c']);
  const first = await read({ limit: 2, startFromHead: true });
  const second = await read({ limit: 2, nextToken: first.forward });
  const end = await read({ limit: 2, nextToken: second.forward });
  expect([first.messages, second.messages, end.messages]).toEqual(['ab', 'c', '']);
  expect(end.forward).toBe(second.forward);
  await on.put('s', [4, 'd']);
  expect((await read({ nextToken: end.forward })).messages).toBe('d');
});

test('backward tokens walk to the beginning and return there', async () => {
  await on.put('s', [1, 'a'], [2, 'b'], [3, 'c']);
  const last = await read({ limit: 2 });
  const before = await read({ limit: 2, nextToken: last.backward });
  const end = await read({ limit: 2, nextToken: before.backward });
  expect([last.messages, before.messages, end.messages]).toEqual(['bc', 'a', '']);
  expect(end.backward).toBe(before.backward);
});

test('a reader of an empty stream gets a token with which it sees the first events', async () => {
  const empty = await read();
  await on.put('s', [-1000, 'a']);
  expect((await read({ nextToken: empty.forward })).messages).toBe('a');
});

test('the start of a time range is part of it, its end is not', async () => {
  await on.put('s', [1, 'a'], [2, 'b'], [3, 'c']);
  const now = on.cloud.now();
  expect((await read({ startTime: now + 2 })).messages).toBe('bc');
  expect((await read({ endTime: now + 2 })).messages).toBe('a');
  expect((await read({ startTime: now + 2, endTime: now + 3 })).messages).toBe('b');
});

test('a page holds at most 1 MB', async () => {
  for (let n = 0; n < 3; n++) await on.put('s', [n, 'x'.repeat(400_000)]);
  const page = await read({ startFromHead: true });
  expect(page.messages).toHaveLength(800_000);
  expect((await read({ nextToken: page.forward })).messages).toHaveLength(400_000);
});

test.each([
  [{ nextToken: 'f/1/s' }, /nextToken is invalid/],
  [{ limit: 0 }, /'limit'.*greater than or equal to 1/],
  [{ limit: 10_001 }, /'limit'.*less than or equal to 10000/],
  [{ logGroupIdentifier: GROUP }, /cannot be specified at the same time/],
])('%j is refused', async (input, message) => {
  await expect(read(input)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringMatching(message),
  });
});

test('a group can be named by its ARN', async () => {
  await on.put('s', [1, 'a']);
  const logGroupIdentifier = `arn:aws:logs:us-east-1:111122223333:log-group:${GROUP}`;
  expect((await read({ logGroupName: undefined, logGroupIdentifier })).messages).toBe('a');
});
