import {
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
  TestEventPatternCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-eventbridge';
import { ACCOUNT, EventCloud, queueArnOf, ruleArnOf } from './event-cloud';

let it: EventCloud;
beforeEach(async () => {
  it = await EventCloud.start();
});
afterEach(() => it.stop());

const pattern = { source: ['shop'] };
const EventPattern = JSON.stringify(pattern);

test('a rule is described as it was put, and put again without losing its targets', async () => {
  const first = await it.events.send(new PutRuleCommand({ Name: 'orders', EventPattern, Description: 'Orders' }));
  expect(first.RuleArn).toBe(ruleArnOf('orders'));
  await it.rule('orders', { source: ['bank'] }, { Id: 'queue', Arn: queueArnOf('orders') });
  await it.rule('orders', pattern);
  expect(await it.events.send(new DescribeRuleCommand({ Name: 'orders' }))).toMatchObject({
    Name: 'orders',
    Arn: ruleArnOf('orders'),
    EventPattern,
    State: 'ENABLED',
    EventBusName: 'default',
    CreatedBy: ACCOUNT,
  });
  const { Targets } = await it.events.send(new ListTargetsByRuleCommand({ Rule: 'orders' }));
  expect(Targets).toEqual([{ Id: 'queue', Arn: queueArnOf('orders') }]);
});

test('a disabled rule gets nothing until it is enabled again', async () => {
  await it.createQueue('orders', 'orders');
  await it.rule('orders', pattern, { Id: 'queue', Arn: queueArnOf('orders') });
  await it.events.send(new DisableRuleCommand({ Name: 'orders' }));
  await it.put({ n: 1 });
  await it.events.send(new EnableRuleCommand({ Name: 'orders' }));
  await it.put({ n: 2 });
  expect((await it.bodies('orders')).map((body) => JSON.parse(body).detail)).toEqual([{ n: 2 }]);
});

test('a rule with targets cannot be deleted, and one that is not there is deleted with success', async () => {
  await it.rule('orders', pattern, { Id: 'queue', Arn: queueArnOf('orders') });
  const remove = () => it.events.send(new DeleteRuleCommand({ Name: 'orders' }));
  await expect(remove()).rejects.toThrow("Rule can't be deleted since it has targets.");
  const answer = await it.events.send(new RemoveTargetsCommand({ Rule: 'orders', Ids: ['queue', 'other'] }));
  expect(answer).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: 'other' }] });
  await remove();
  await remove();
  await expect(it.events.send(new DescribeRuleCommand({ Name: 'orders' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Rule orders does not exist on EventBus default.',
  });
});

test('rules are listed in pages, by prefix and by target', async () => {
  for (const name of ['orders-2', 'orders-1', 'returns']) {
    await it.rule(name, pattern, { Id: 'queue', Arn: queueArnOf(name) });
  }
  const list = async (NextToken?: string) => {
    const answer = await it.events.send(new ListRulesCommand({ NamePrefix: 'orders', Limit: 1, NextToken }));
    return { names: answer.Rules?.map(({ Name }) => Name), next: answer.NextToken };
  };
  const { names, next } = await list();
  expect(names).toEqual(['orders-1']);
  expect(await list(next)).toEqual({ names: ['orders-2'], next: undefined });
  const byTarget = await it.events.send(new ListRuleNamesByTargetCommand({ TargetArn: queueArnOf('returns') }));
  expect(byTarget.RuleNames).toEqual(['returns']);
});

test('tags are kept, changed and listed', async () => {
  const ResourceARN = ruleArnOf('orders');
  await it.events.send(new PutRuleCommand({ Name: 'orders', EventPattern, Tags: [{ Key: 'team', Value: 'shop' }] }));
  await it.events.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'cost', Value: '1' }] }));
  await it.events.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['team'] }));
  const { Tags } = await it.events.send(new ListTagsForResourceCommand({ ResourceARN }));
  expect(Tags).toEqual([{ Key: 'cost', Value: '1' }]);
});

test('every account has the default bus', async () => {
  const Arn = `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`;
  expect(await it.events.send(new DescribeEventBusCommand({}))).toMatchObject({ Name: 'default', Arn });
  const { EventBuses } = await it.events.send(new ListEventBusesCommand({}));
  expect(EventBuses).toMatchObject([{ Name: 'default', Arn }]);
});

test('a pattern can be tried on an event', async () => {
  const event = { id: '1', account: ACCOUNT, source: 'shop', time: '', region: '', resources: [], 'detail-type': 'x' };
  const tried = (Event: string) => it.events.send(new TestEventPatternCommand({ EventPattern, Event }));
  expect((await tried(JSON.stringify(event))).Result).toBe(true);
  expect((await tried(JSON.stringify({ ...event, source: 'bank' }))).Result).toBe(false);
  await expect(tried('{}')).rejects.toMatchObject({ name: 'ValidationException' });
});

test.each([
  ['a pattern that is none', { EventPattern: '{"source":"shop"}' }, 'InvalidEventPatternException'],
  ['no pattern', {}, 'ValidationException'],
  ['a name with a space', { Name: 'my orders', EventPattern }, 'ValidationException'],
  ['another bus', { EventPattern, EventBusName: 'orders' }, 'ResourceNotFoundException'],
  ['a schedule', { ScheduleExpression: 'rate(1 minute)' }, 'NotImplemented'],
  ['a role', { EventPattern, RoleArn: 'arn:aws:iam::111122223333:role/events' }, 'NotImplemented'],
])('refused: %s', async (_what, input, name) => {
  await expect(it.events.send(new PutRuleCommand({ Name: 'orders', ...input }))).rejects.toMatchObject({ name });
});

const Arn = queueArnOf('orders');
const DeadLetterConfig = (queue: string) => ({ DeadLetterConfig: { Arn: queue } });
test.each<[string, Partial<Target>, string]>([
  ['a function', { Arn: 'arn:aws:lambda:us-east-1:111122223333:function:f' }, 'NotImplemented'],
  ['a queue of another account', { Arn: 'arn:aws:sqs:us-east-1:444455556666:orders' }, 'NotImplemented'],
  ['a queue of another region', { Arn: 'arn:aws:sqs:eu-west-1:111122223333:orders' }, 'ValidationException'],
  ['a role', { RoleArn: 'arn:aws:iam::111122223333:role/events' }, 'NotImplemented'],
  ['a FIFO queue without a group', { Arn: `${Arn}.fifo` }, 'ValidationException'],
  ['an id with a space', { Id: 'the queue' }, 'ValidationException'],
  ['two kinds of input', { Input: '{}', InputPath: '$.detail' }, 'ValidationException'],
  ['an input that is no JSON', { Input: 'text' }, 'ValidationException'],
  ['a path that is none', { InputPath: 'detail' }, 'ValidationException'],
  ['a FIFO dead-letter queue', DeadLetterConfig(`${Arn}.fifo`), 'ValidationException'],
  ['a dead-letter queue elsewhere', DeadLetterConfig('arn:aws:sqs:eu-west-1:111122223333:dlq'), 'ValidationException'],
  ['186 retries', { RetryPolicy: { MaximumRetryAttempts: 186 } }, 'ValidationException'],
  ['an age of 59 seconds', { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }, 'ValidationException'],
  ['a placeholder without a path', { InputTransformer: { InputTemplate: '"<n>"' } }, 'ValidationException'],
  ['a template without quotes', { InputTransformer: { InputTemplate: 'text' } }, 'ValidationException'],
])('a target is refused: %s', async (_what, change, name) => {
  await it.rule('orders', pattern);
  const Targets = [{ Id: 'queue', Arn, ...change }];
  await expect(it.events.send(new PutTargetsCommand({ Rule: 'orders', Targets }))).rejects.toMatchObject({ name });
});

test('a rule has at most five targets', async () => {
  const targets = (count: number) => Array.from({ length: count }, (_, n) => ({ Id: `${n}`, Arn }));
  await it.rule('orders', pattern, ...targets(5));
  await expect(it.rule('orders', pattern, ...targets(6))).rejects.toMatchObject({ name: 'LimitExceededException' });
});
