import { EventBridgeClient, PutEventsCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { EventCloud, queueArnOf, ruleArnOf } from './event-cloud';

let it: EventCloud;
beforeEach(async () => {
  it = await EventCloud.start();
});
afterEach(() => it.stop());

async function clientOf(statement: object): Promise<EventBridgeClient> {
  const iam = it.cloud.client(IAMClient);
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateRoleCommand({ RoleName: 'shop', AssumeRolePolicyDocument: document(trust) }));
  const PolicyDocument = document({ Effect: 'Allow', ...statement });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'shop', PolicyName: 'events', PolicyDocument }));
  return it.cloud.client(EventBridgeClient, { role: 'shop' });
}

test('each entry of PutEvents is decided by its source and detail type', async () => {
  const client = await clientOf({
    Action: 'events:PutEvents',
    Resource: 'arn:aws:events:us-east-1:111122223333:event-bus/default',
    Condition: { StringEquals: { 'events:source': 'shop' }, StringLike: { 'events:detail-type': 'order *' } },
  });
  const put = (Source: string, DetailType: string) =>
    client.send(new PutEventsCommand({ Entries: [{ Source, DetailType, Detail: '{}' }] }));
  expect(await put('shop', 'order placed')).toMatchObject({ FailedEntryCount: 0 });
  for (const [source, type] of [
    ['bank', 'order placed'],
    ['shop', 'refund'],
  ] as const) {
    await expect(put(source, type)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  }
});

test('PutTargets is decided by the ARNs of the targets', async () => {
  const client = await clientOf({
    Action: 'events:PutTargets',
    Resource: ruleArnOf('orders'),
    Condition: { 'ForAllValues:ArnEquals': { 'events:TargetArn': queueArnOf('orders') } },
  });
  await it.rule('orders', { source: ['shop'] });
  const target = (name: string) =>
    client.send(new PutTargetsCommand({ Rule: 'orders', Targets: [{ Id: 'queue', Arn: queueArnOf(name) }] }));
  await target('orders');
  await expect(target('other')).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
