import {
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, LogCloud } from './log-cloud';

const DAY = 86_400_000;

let on: LogCloud;

beforeEach(async () => {
  on = await LogCloud.start();
  await on.createStream('s');
});
afterEach(() => on.cloud.stop());

const retain = (retentionInDays: number) =>
  on.logs.send(new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays }));

async function messages() {
  const { events } = await on.logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
  return (events ?? []).map(({ message }) => message);
}

async function storedBytes() {
  return (await on.logs.send(new DescribeLogGroupsCommand({}))).logGroups?.[0]?.storedBytes;
}

test('an event is there until its retention is over, to the millisecond', async () => {
  await retain(1);
  await on.put('s', [0, 'a'], [1, 'b']);
  await on.cloud.advance(DAY);
  expect(await messages()).toEqual(['a', 'b']);
  await on.cloud.advance(1);
  expect(await messages()).toEqual(['b']);
  await on.cloud.advance(1);
  expect(await messages()).toEqual([]);
});

test('what nobody can read any more is freed without being asked for', async () => {
  await retain(1);
  await on.put('s', [0, 'a']);
  expect(await storedBytes()).toBe(27);
  await on.cloud.advance(DAY + 3_600_000);
  expect(await storedBytes()).toBe(0);
});

test('a shorter retention counts for events that are there already', async () => {
  await on.put('s', [-5 * DAY, 'old']);
  await on.put('s', [0, 'new']);
  await retain(3);
  expect(await messages()).toEqual(['new']);
});

test('events that would expire at once are rejected', async () => {
  await retain(1);
  const { rejectedLogEventsInfo } = await on.put('s', [-DAY - 1, 'old'], [-1, 'new']);
  expect(rejectedLogEventsInfo).toMatchObject({ expiredLogEventEndIndex: 1 });
  expect(await messages()).toEqual(['new']);
});

test('settling does not wait for logs to expire', async () => {
  await retain(1);
  await on.put('s', [0, 'a']);
  const before = on.cloud.now();
  await on.cloud.settle();
  expect(on.cloud.now()).toBe(before);
});
