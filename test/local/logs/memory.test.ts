import { DescribeLogGroupsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { LogGroup, MAX_GROUP_BYTES } from '../../../local/services/logs/log-group';
import { GROUP, LogCloud } from './log-cloud';

const MESSAGE = 'x'.repeat(1_000_000);

function newGroup(): LogGroup {
  const group = new LogGroup({ account: '1', region: 'r', name: 'g', arn: 'a', created: 0 });
  group.createStream('one', 'a1', 0);
  group.createStream('two', 'a2', 0);
  return group;
}

test('a group forgets its oldest events, of whichever stream, before it outgrows its limit', () => {
  const group = newGroup();
  let dropped = 0;
  for (let n = 0; n < 100; n++) {
    dropped += group.put(group.stream(n % 2 === 0 ? 'one' : 'two'), [{ timestamp: n, message: MESSAGE }], n).events;
    expect(group.bytes).toBeLessThanOrEqual(MAX_GROUP_BYTES);
  }
  const kept = ['one', 'two'].flatMap((name) => {
    const { log } = group.stream(name);
    return log.slice(0, log.size).map(({ timestamp }) => timestamp);
  });
  expect(dropped).toBeGreaterThan(30);
  expect(kept.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 - dropped }, (_, index) => dropped + index));
});

test('the event stream says what a group forgot', async () => {
  const on = await LogCloud.start();
  await on.createStream('s');
  const seen: unknown[] = [];
  on.cloud.events.subscribe((event) => event.type === 'logs.events-dropped' && seen.push(event));
  for (let n = 0; n < 68; n++) await on.put('s', [n, MESSAGE]);
  expect(seen).toEqual([expect.objectContaining({ logGroup: GROUP, events: expect.any(Number) })]);
  const first = await on.logs.send(
    new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: 's', startFromHead: true, limit: 1 }),
  );
  const [{ events }] = seen as [{ events: number }];
  expect(first.events?.[0]?.timestamp).toBe(on.cloud.now() + events);
  const { logGroups } = await on.logs.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.[0]?.storedBytes).toBe((68 - events) * (1_000_000 + 26));
  await on.cloud.stop();
});

test('dropped events do not stay in memory', () => {
  const group = newGroup();
  const { log } = group.stream('one');
  for (let n = 0; n < 1000; n++) group.put(group.stream('one'), [{ timestamp: n, message: `m${n}` }], n);
  log.dropWhile(({ timestamp }) => timestamp < 900);
  expect(log.size).toBe(100);
  expect(log.first?.timestamp).toBe(900);
  log.insert({ timestamp: 950, seq: 5000, message: 'late', ingestionTime: 0 });
  expect(log.at(51)?.message).toBe('late');
  expect(log.firstFrom(990)).toBe(91);
});
