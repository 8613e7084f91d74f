import {
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, LogCloud } from './log-cloud';

let on: LogCloud;

beforeEach(async () => {
  on = await LogCloud.start();
  for (const stream of ['web-1', 'web-2', 'job-1']) await on.createStream(stream);
  await on.put('web-1', [1, 'a'], [4, 'd ERROR']);
  await on.put('web-2', [2, 'b ERROR'], [5, 'e']);
  await on.put('job-1', [3, 'c ERROR']);
});
afterEach(() => on.cloud.stop());

async function search(input: Partial<FilterLogEventsCommandInput> = {}) {
  const { events } = await on.logs.send(new FilterLogEventsCommand({ logGroupName: GROUP, ...input }));
  return (events ?? []).map(({ message }) => message?.charAt(0)).join('');
}

test('the events of all streams come in the order of their time', async () => {
  expect(await search()).toBe('abcde');
  expect(await search({ filterPattern: 'ERROR' })).toBe('bcd');
});

test('an event is answered with its stream, its times and an id of its own', async () => {
  const { events } = await on.logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
  expect(events?.[0]).toMatchObject({
    logStreamName: 'web-1',
    message: 'a',
    timestamp: on.cloud.now() + 1,
    ingestionTime: on.cloud.now(),
    eventId: expect.stringMatching(/^\d{56}$/),
  });
  expect(new Set(events?.map(({ eventId }) => eventId)).size).toBe(5);
});

test.each([1, 2, 3, 4])('pages of %i hold each match once', async (pageSize) => {
  const found: (string | undefined)[] = [];
  const pages = paginateFilterLogEvents({ client: on.logs, pageSize }, { logGroupName: GROUP, filterPattern: 'ERROR' });
  for await (const { events } of pages) {
    expect(events?.length).toBeLessThanOrEqual(pageSize);
    found.push(...(events ?? []).map(({ message }) => message?.charAt(0)));
  }
  expect(found.join('')).toBe('bcd');
});

test('streams can be chosen by name or by prefix, not by both', async () => {
  expect(await search({ logStreamNames: ['web-2', 'job-1'] })).toBe('bce');
  expect(await search({ logStreamNamePrefix: 'web-' })).toBe('abde');
  await expect(search({ logStreamNames: ['none'] })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(search({ logStreamNames: ['web-1'], logStreamNamePrefix: 'web-' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('start and end of the time range are both part of it', async () => {
  const now = on.cloud.now();
  expect(await search({ startTime: now + 2, endTime: now + 4 })).toBe('bcd');
});

test('a token that is none is refused', async () => {
  await expect(search({ nextToken: 'nonsense' })).rejects.toMatchObject({
    message: 'The specified nextToken is invalid.',
  });
});
