import { FilterLogEventsCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, LogCloud } from './log-cloud';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let on: LogCloud;

beforeEach(async () => {
  on = await LogCloud.start();
  await on.createStream('s');
});
afterEach(() => on.cloud.stop());

async function stored(): Promise<(string | undefined)[]> {
  const { events } = await on.logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
  return (events ?? []).map(({ message }) => message);
}

test('events that are too old or too new are left out, and the answer says which', async () => {
  const { rejectedLogEventsInfo } = await on.put('s', [-14 * DAY - 1, 'old'], [-14 * DAY, 'oldest']);
  expect(rejectedLogEventsInfo).toMatchObject({ tooOldLogEventEndIndex: 1 });
  const ahead = await on.put('s', [2 * HOUR, 'ahead'], [2 * HOUR + 1, 'too far ahead']);
  expect(ahead.rejectedLogEventsInfo).toMatchObject({ tooNewLogEventStartIndex: 1 });
  expect(await stored()).toEqual(['oldest', 'ahead']);
});

test.each<[string, [number, string][], RegExp]>([
  [
    'out of order',
    [
      [1, 'b'],
      [0, 'a'],
    ],
    /must be in chronological order/,
  ],
  [
    'over more than a day',
    [
      [-DAY - 1, 'a'],
      [0, 'b'],
    ],
    /cannot span more than 24 hours/,
  ],
  ['with an empty message', [[0, '']], /'logEvents.1.member.message'.*greater than or equal to 1/],
  ['without any event', [], /'logEvents'.*greater than or equal to 1/],
  ['with a negative time', [[-1e15, 'a']], /'logEvents.1.member.timestamp'.*greater than or equal to 0/],
  [
    'with an event of more than 1 MiB',
    [[0, 'x'.repeat(1_048_551)]],
    /Log event too large: 1048577 bytes exceeds limit of 1048576/,
  ],
  [
    'of more than 1 MiB',
    [
      [0, 'ü'.repeat(300_000)],
      [0, 'ü'.repeat(300_000)],
    ],
    /Upload too large: 1200052 bytes exceeds limit of 1048576/,
  ],
  [
    'of 10,001 events',
    Array.from({ length: 10_001 }, (): [number, string] => [0, 'x']),
    /'logEvents'.*less than or equal to 10000/,
  ],
])('a batch %s is refused altogether', async (_what, events, message) => {
  await expect(on.put('s', ...events)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringMatching(message),
  });
  expect(await stored()).toEqual([]);
});

test('a missing stream is told from a missing group', async () => {
  await expect(on.put('none', [0, 'x'])).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log stream does not exist.',
  });
  const elsewhere = new PutLogEventsCommand({
    logGroupName: 'none',
    logStreamName: 's',
    logEvents: [{ timestamp: on.cloud.now(), message: 'x' }],
  });
  await expect(on.logs.send(elsewhere)).rejects.toMatchObject({ message: 'The specified log group does not exist.' });
});
