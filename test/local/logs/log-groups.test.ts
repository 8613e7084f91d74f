import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  paginateDescribeLogGroups,
  paginateDescribeLogStreams,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, LogCloud } from './log-cloud';

let on: LogCloud;

beforeEach(async () => {
  on = await LogCloud.start();
});
afterEach(() => on.cloud.stop());

const create = (logGroupName: string, rest: object = {}) =>
  on.logs.send(new CreateLogGroupCommand({ logGroupName, ...rest }));

test('a log group is described with both forms of its ARN', async () => {
  await on.createStream('s');
  await on.put('s', [0, 'hello']);
  await on.logs.send(new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays: 30 }));
  const { logGroups } = await on.logs.send(new DescribeLogGroupsCommand({}));
  const logGroupArn = `arn:aws:logs:us-east-1:111122223333:log-group:${GROUP}`;
  expect(logGroups).toEqual([
    expect.objectContaining({
      logGroupName: GROUP,
      logGroupArn,
      arn: `${logGroupArn}:*`,
      creationTime: on.cloud.now(),
      retentionInDays: 30,
      storedBytes: 5 + 26,
    }),
  ]);
  await on.logs.send(new DeleteRetentionPolicyCommand({ logGroupName: GROUP }));
  expect((await on.logs.send(new DescribeLogGroupsCommand({}))).logGroups?.[0]?.retentionInDays).toBeUndefined();
});

test('a group or stream that exists is not created again', async () => {
  await on.createStream('s');
  await expect(create(GROUP)).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'The specified log group already exists',
    $metadata: { httpStatusCode: 400 },
  });
  await expect(on.createStream('s')).rejects.toMatchObject({ message: 'The specified log stream already exists' });
});

test('what does not exist is said to not exist', async () => {
  await expect(on.logs.send(new DeleteLogGroupCommand({ logGroupName: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
  await expect(
    on.logs.send(new DeleteLogStreamCommand({ logGroupName: GROUP, logStreamName: 'none' })),
  ).rejects.toMatchObject({ message: 'The specified log stream does not exist.' });
});

test.each([
  ['a group name with a space', { logGroupName: 'a b' }, 'InvalidParameterException', /'logGroupName'.*pattern/],
  [
    'a group name of 513 characters',
    { logGroupName: 'x'.repeat(513) },
    'InvalidParameterException',
    /less than or equal to 512/,
  ],
  ['a key', { logGroupName: 'a', kmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/k' }, 'NotImplemented', /kmsKeyId/],
  ['another class', { logGroupName: 'a', logGroupClass: 'INFREQUENT_ACCESS' }, 'NotImplemented', /logGroupClass/],
])('%s is refused', async (_what, { logGroupName, ...rest }, name, message) => {
  await expect(create(logGroupName, rest)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

test('a stream name with a colon is refused', async () => {
  const refused = on.logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: 'a:b' }));
  await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(/'logStreamName'.*\[\^:\*\]\*/) });
});

test('a retention that AWS does not offer is refused with those it does', async () => {
  await expect(
    on.logs.send(new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays: 2 })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining('[1, 3, 5, 7, 14') });
});

test('groups are listed in pages, by prefix and by pattern', async () => {
  for (const name of ['/a/3', '/a/1', '/a/2', '/b/Log']) await create(name);
  const pages: unknown[] = [];
  const all = paginateDescribeLogGroups({ client: on.logs, pageSize: 2 }, { logGroupNamePrefix: '/a/' });
  for await (const { logGroups } of all) pages.push(logGroups?.map(({ logGroupName }) => logGroupName));
  expect(pages).toEqual([['/a/1', '/a/2'], ['/a/3']]);
  const byPattern = await on.logs.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'log' }));
  expect(byPattern.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/b/Log']);
});

test('streams are listed by name, or by their last event', async () => {
  for (const name of ['b', 'c', 'a']) await on.createStream(name);
  await on.put('a', [30, 'x']);
  await on.put('c', [10, 'x'], [20, 'x']);
  const names: unknown[] = [];
  const byName = paginateDescribeLogStreams({ client: on.logs, pageSize: 2 }, { logGroupName: GROUP });
  for await (const { logStreams } of byName)
    names.push(...(logStreams ?? []).map(({ logStreamName }) => logStreamName));
  expect(names).toEqual(['a', 'b', 'c']);
  const latest: unknown[] = [];
  const byTime = paginateDescribeLogStreams(
    { client: on.logs, pageSize: 1 },
    { logGroupName: GROUP, orderBy: 'LastEventTime', descending: true },
  );
  for await (const { logStreams } of byTime) latest.push(...(logStreams ?? []));
  expect(latest).toMatchObject([
    { logStreamName: 'a', lastEventTimestamp: on.cloud.now() + 30 },
    { logStreamName: 'c', firstEventTimestamp: on.cloud.now() + 10, lastEventTimestamp: on.cloud.now() + 20 },
    { logStreamName: 'b', creationTime: on.cloud.now() },
  ]);
  await expect(
    on.logs.send(
      new DescribeLogStreamsCommand({ logGroupName: GROUP, orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }),
    ),
  ).rejects.toMatchObject({ message: 'Cannot order by LastEventTime with a logStreamNamePrefix.' });
});

test('tags are kept under the ARN without its asterisk', async () => {
  await create('tagged', { tags: { a: '1' } });
  const resourceArn = 'arn:aws:logs:us-east-1:111122223333:log-group:tagged';
  await on.logs.send(new TagResourceCommand({ resourceArn, tags: { b: '2', c: '3' } }));
  await on.logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['c'] }));
  expect((await on.logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ a: '1', b: '2' });
  await expect(on.logs.send(new ListTagsForResourceCommand({ resourceArn: `${resourceArn}:*` }))).rejects.toMatchObject(
    { name: 'InvalidParameterException' },
  );
});

test('a deleted group takes its streams with it', async () => {
  await on.createStream('s');
  await on.logs.send(new DeleteLogGroupCommand({ logGroupName: GROUP }));
  await create(GROUP);
  expect((await on.logs.send(new DescribeLogStreamsCommand({ logGroupName: GROUP }))).logStreams).toEqual([]);
});
