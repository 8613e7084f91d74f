import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { GetBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { LocalCloud } from '../../../local';

const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:orders';

let cloud: LocalCloud;
let events: EventBridgeClient;
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  events = cloud.client(EventBridgeClient);
});
afterEach(() => cloud.stop());

const deploy = (Properties: object, Outputs: object = { Arn: { Value: { 'Fn::GetAtt': ['Rule', 'Arn'] } } }) =>
  cloud.cloudFormation.deployTemplate(
    { Resources: { Rule: { Type: 'AWS::Events::Rule', Properties } }, Outputs },
    { stackName: 'shop' },
  );

const full = {
  Name: 'orders',
  Description: 'Orders',
  EventBusName: 'default',
  EventPattern: { source: ['shop'] },
  State: 'ENABLED',
  Tags: [{ Key: 'team', Value: 'shop' }],
  Targets: [
    {
      Id: 'Target0',
      Arn: QUEUE,
      InputTransformer: { InputPathsMap: { id: '$.detail.id' }, InputTemplate: '{"id":<id>}' },
      DeadLetterConfig: { Arn: `${QUEUE}-failed` },
      RetryPolicy: { MaximumRetryAttempts: '3', MaximumEventAgeInSeconds: 120 },
      SqsParameters: { MessageGroupId: 'shop' },
    },
  ],
};

test('every property reaches the rule and its targets', async () => {
  const { outputs } = await deploy(full);
  expect(outputs).toEqual({ Arn: 'arn:aws:events:us-east-1:111122223333:rule/orders' });
  expect(await events.send(new DescribeRuleCommand({ Name: 'orders' }))).toMatchObject({
    Description: 'Orders',
    EventPattern: '{"source":["shop"]}',
    State: 'ENABLED',
  });
  const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: 'orders' }));
  expect(Targets).toEqual([
    { ...full.Targets[0], RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 120 } },
  ]);
  const { Tags } = await events.send(new ListTagsForResourceCommand({ ResourceARN: outputs['Arn'] }));
  expect(Tags).toEqual(full.Tags);
});

test('Ref is the name, generated where there is none', async () => {
  const { EventPattern } = full;
  const { outputs } = await deploy({ EventPattern }, { Name: { Value: { Ref: 'Rule' } } });
  expect(outputs['Name']).toMatch(/^shop-Rule-\w+$/);
  await events.send(new DescribeRuleCommand({ Name: outputs['Name'] }));
});

test('an update changes pattern, targets and tags in place; deleting the stack deletes the rule with its targets', async () => {
  await deploy(full);
  await deploy({
    ...full,
    Description: undefined,
    EventPattern: { source: ['bank'] },
    State: 'DISABLED',
    Tags: [{ Key: 'cost', Value: '1' }],
    Targets: [{ Id: 'Target1', Arn: QUEUE }],
  });
  const described = await events.send(new DescribeRuleCommand({ Name: 'orders' }));
  expect(described).toMatchObject({ EventPattern: '{"source":["bank"]}', State: 'DISABLED' });
  expect(described.Description).toBeUndefined();
  const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: 'orders' }));
  expect(Targets).toEqual([{ Id: 'Target1', Arn: QUEUE }]);
  const { Tags } = await events.send(new ListTagsForResourceCommand({ ResourceARN: described.Arn }));
  expect(Tags).toEqual([{ Key: 'cost', Value: '1' }]);
  await cloud.cloudFormation.deleteStack('shop');
  await expect(events.send(new DescribeRuleCommand({ Name: 'orders' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a pattern that is none fails the stack in the words of EventBridge, and a target that is refused leaves no rule', async () => {
  await expect(deploy({ ...full, EventPattern: { source: 'shop' } })).rejects.toThrow(
    /Event pattern is not valid.*\(Service: EventBridge, Status Code: 400, Error Code: InvalidEventPatternException\)/,
  );
  const Targets = [{ Id: 'Target0', Arn: `${QUEUE}.fifo` }];
  await expect(deploy({ ...full, Targets })).rejects.toThrow('SqsParameters must be specified');
  await expect(events.send(new DescribeRuleCommand({ Name: 'orders' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a name that is taken is refused', async () => {
  await deploy(full);
  const template = { Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: full } } };
  await expect(cloud.cloudFormation.deployTemplate(template, { stackName: 'other' })).rejects.toThrow(
    'orders already exists',
  );
  const Entries = [{ Source: 'shop', DetailType: 'order', Detail: '{}' }];
  expect(await events.send(new PutEventsCommand({ Entries }))).toMatchObject({ FailedEntryCount: 0 });
});

test.each([
  ['a schedule', { ScheduleExpression: 'rate(1 minute)' }, 'ScheduleExpression'],
  ['a target that is a role', { ...full, Targets: [{ ...full.Targets[0], RoleArn: 'arn' }] }, 'Targets.RoleArn'],
])('refused by name before anything is created: %s', async (_what, properties, name) => {
  await expect(deploy(properties)).rejects.toThrow(`the property ${name} is not supported`);
});

test('a bucket is told to send its events to EventBridge, unless the template says false', async () => {
  const s3 = cloud.client(S3Client);
  const configured = async (EventBridgeConfiguration: object) => {
    const NotificationConfiguration = { EventBridgeConfiguration };
    const Properties = { BucketName: 'uploads', NotificationConfiguration };
    const template = { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties } } };
    await cloud.cloudFormation.deployTemplate(template, { stackName: 'bucket' });
    const answer = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: 'uploads' }));
    return answer.EventBridgeConfiguration;
  };
  expect(await configured({ EventBridgeEnabled: true })).toEqual({});
  expect(await configured({ EventBridgeEnabled: false })).toBeUndefined();
  expect(await configured({ EventBridgeEnabled: 'true' })).toEqual({});
});
