import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local';

const template = (timeout: number | string = 30, more: object = {}) =>
  JSON.stringify({
    Description: 'one queue',
    Parameters: { Name: { Type: 'String', Default: 'orders' } },
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'Name' }, VisibilityTimeout: timeout } },
      ...more,
    },
    Outputs: { Url: { Value: { Ref: 'Queue' }, Description: 'where to send' } },
  });
const failing = template(30, {
  Second: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 99_999 }, DependsOn: 'Queue' },
});

let cloud: LocalCloud;
let cloudFormation: CloudFormationClient;

// Over HTTP, as the AWS CLI and other tools come.
beforeEach(async () => {
  cloud = await LocalCloud.start({ port: 0 });
  cloudFormation = clientOf({ accessKeyId: cloud.account, secretAccessKey: 'local' });
});
afterEach(async () => {
  cloudFormation.destroy();
  await cloud.stop();
});

const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
  new CloudFormationClient({ endpoint: cloud.url, region: cloud.region, credentials });
const patience = () => ({ client: cloudFormation, maxWaitTime: 20, minDelay: 1, maxDelay: 1 });
const stackOf = async (StackName: string) =>
  (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];

async function create(StackName: string, TemplateBody: string): Promise<void> {
  await cloudFormation.send(
    new CreateStackCommand({ StackName, TemplateBody, Tags: [{ Key: 'team', Value: 'shop' }] }),
  );
  await waitUntilStackCreateComplete(patience(), { StackName });
}

test('a stack from its creation to its deletion, as its API tells of it', async () => {
  await create('shop', template());
  expect(await stackOf('shop')).toMatchObject({
    StackName: 'shop',
    StackStatus: 'CREATE_COMPLETE',
    Description: 'one queue',
    Parameters: [{ ParameterKey: 'Name', ParameterValue: 'orders' }],
    Outputs: [{ OutputKey: 'Url', OutputValue: `${cloud.url}/${cloud.account}/orders`, Description: 'where to send' }],
    Tags: [{ Key: 'team', Value: 'shop' }],
  });
  const { StackResourceSummaries } = await cloudFormation.send(new ListStackResourcesCommand({ StackName: 'shop' }));
  expect(StackResourceSummaries).toMatchObject([
    { LogicalResourceId: 'Queue', ResourceType: 'AWS::SQS::Queue', ResourceStatus: 'CREATE_COMPLETE' },
  ]);
  const { TemplateBody } = await cloudFormation.send(new GetTemplateCommand({ StackName: 'shop' }));
  expect(TemplateBody).toBe(template());
  expect(await cloudFormation.send(new GetTemplateSummaryCommand({ StackName: 'shop' }))).toMatchObject({
    Parameters: [{ ParameterKey: 'Name', ParameterType: 'String', DefaultValue: 'orders' }],
    ResourceTypes: ['AWS::SQS::Queue'],
  });
  const { StackId } = (await stackOf('shop')) ?? {};
  await cloudFormation.send(new DeleteStackCommand({ StackName: 'shop' }));
  await waitUntilStackDeleteComplete(patience(), { StackName: StackId });
  expect(await stackOf(StackId ?? '')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  await expect(stackOf('shop')).rejects.toThrow('Stack with id shop does not exist');
  await expect(cloud.client(SQSClient).send(new GetQueueUrlCommand({ QueueName: 'orders' }))).rejects.toThrow();
  const { StackSummaries } = await cloudFormation.send(new ListStacksCommand({}));
  expect(StackSummaries).toMatchObject([{ StackName: 'shop', StackStatus: 'DELETE_COMPLETE' }]);
});

test("the stack's tags reach its resources, whose own tags go before", async () => {
  const Tags = [{ Key: 'team', Value: 'own' }];
  await create('tagged', template(30, { Own: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'own', Tags } } }));
  const sqs = cloud.client(SQSClient);
  const tagsOf = async (name: string) =>
    (await sqs.send(new ListQueueTagsCommand({ QueueUrl: `${cloud.url}/${cloud.account}/${name}` }))).Tags;
  expect([await tagsOf('orders'), await tagsOf('own')]).toEqual([{ team: 'shop' }, { team: 'own' }]);
});

test('what fails is rolled back and tells its reason; the stack stays until it is deleted', async () => {
  await expect(create('broken', failing)).rejects.toThrow();
  expect(await stackOf('broken')).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'broken' }));
  const failure = StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  expect(failure).toMatchObject({ LogicalResourceId: 'Second', ResourceType: 'AWS::SQS::Queue' });
  expect(failure?.ResourceStatusReason).toContain('HandlerErrorCode: InvalidRequest');
  expect(StackEvents[0]).toMatchObject({ LogicalResourceId: 'broken', ResourceStatus: 'ROLLBACK_COMPLETE' });
  const again = cloudFormation.send(new CreateStackCommand({ StackName: 'broken', TemplateBody: template() }));
  await expect(again).rejects.toMatchObject({
    name: 'AlreadyExistsException',
    message: 'Stack [broken] already exists',
  });
  const update = cloudFormation.send(new UpdateStackCommand({ StackName: 'broken', TemplateBody: template() }));
  await expect(update).rejects.toThrow(/is in ROLLBACK_COMPLETE state and can not be updated/);
  await cloudFormation.send(new DeleteStackCommand({ StackName: 'broken' }));
  // SQS keeps the name of a deleted queue for a minute.
  await create('broken', template().replace('orders', 'others'));
});

test('an update changes what differs, and one without a difference is refused', async () => {
  await create('shop', template());
  const update = (body: string) =>
    cloudFormation.send(new UpdateStackCommand({ StackName: 'shop', TemplateBody: body }));
  await expect(update(template())).rejects.toThrow('No updates are to be performed.');
  await update(template(60));
  const updated = await stackOf('shop');
  expect(updated).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', LastUpdatedTime: expect.any(Date) });
  // Not named again, they stay.
  expect(updated?.Tags).toEqual([{ Key: 'team', Value: 'shop' }]);
});

test('a change set makes a stack in review, lists its changes and carries them out', async () => {
  const change = async (name: string, type: 'CREATE' | 'UPDATE', body: string) => {
    await cloudFormation.send(
      new CreateChangeSetCommand({ StackName: 'shop', ChangeSetName: name, ChangeSetType: type, TemplateBody: body }),
    );
    return cloudFormation.send(new DescribeChangeSetCommand({ StackName: 'shop', ChangeSetName: name }));
  };
  const { Changes } = await change('first', 'CREATE', template());
  expect(Changes).toMatchObject([{ ResourceChange: { Action: 'Add', LogicalResourceId: 'Queue' } }]);
  expect(await stackOf('shop')).toMatchObject({ StackStatus: 'REVIEW_IN_PROGRESS' });
  const named = { StackName: 'shop', ChangeSetName: 'first' };
  await waitUntilChangeSetCreateComplete(patience(), named);
  await cloudFormation.send(new ExecuteChangeSetCommand(named));
  await waitUntilStackCreateComplete(patience(), { StackName: 'shop' });

  const nothing = await change('same', 'UPDATE', template());
  expect(nothing).toMatchObject({ Status: 'FAILED', StatusReason: expect.stringContaining("didn't contain changes") });
  const more = template(60, { Second: { Type: 'AWS::SQS::Queue' } });
  const { Changes: both = [] } = await change('more', 'UPDATE', more);
  expect(both.map(({ ResourceChange }) => [ResourceChange?.Action, ResourceChange?.LogicalResourceId])).toEqual([
    ['Add', 'Second'],
    ['Modify', 'Queue'],
  ]);
  await cloudFormation.send(new ExecuteChangeSetCommand({ StackName: 'shop', ChangeSetName: 'more' }));
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: 'shop' }));
  expect(StackResources.map(({ LogicalResourceId }) => LogicalResourceId).sort()).toEqual(['Queue', 'Second']);
});

test('a stack that is not empty cannot be deleted: it says which resource stays, and why', async () => {
  const bucket = { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'full-bucket' } } };
  await create('files', template(30, bucket));
  await cloud.client(S3Client).send(new PutObjectCommand({ Bucket: 'full-bucket', Key: 'a', Body: 'a' }));
  await cloudFormation.send(new DeleteStackCommand({ StackName: 'files' }));
  expect(await stackOf('files')).toMatchObject({
    StackStatus: 'DELETE_FAILED',
    StackStatusReason: 'The following resource(s) failed to delete: [Bucket].',
  });
  const { StackResourceSummaries } = await cloudFormation.send(new ListStackResourcesCommand({ StackName: 'files' }));
  expect(StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'Bucket', ResourceStatus: 'DELETE_FAILED' }]);
});

test('a template can come from S3, and one with IAM resources must be acknowledged', async () => {
  const s3 = cloud.client(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  await s3.send(new PutObjectCommand({ Bucket: 'templates', Key: 'shop.json', Body: template() }));
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: 'shop',
      TemplateURL: 'https://templates.s3.us-east-1.amazonaws.com/shop.json',
    }),
  );
  expect(await stackOf('shop')).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  const trust = { Version: '2012-10-17', Statement: [] };
  const Properties = { RoleName: 'mine', AssumeRolePolicyDocument: trust };
  const withRole = template(30, { Role: { Type: 'AWS::IAM::Role', Properties } });
  const refused = cloudFormation.send(new CreateStackCommand({ StackName: 'roles', TemplateBody: withRole }));
  await expect(refused).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  });
});

test('the caller needs the permission for the stack, and for what the stack makes', async () => {
  const iam = cloud.client(IAMClient);
  const Principal = { AWS: `arn:aws:iam::${cloud.account}:root` };
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName: 'deployer', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const deployer = cloud.client(CloudFormationClient, { role: 'deployer' });
  const attempt = (StackName: string) => deployer.send(new CreateStackCommand({ StackName, TemplateBody: template() }));
  await expect(attempt('shop')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(
      'cloudformation:CreateStack on resource: arn:aws:cloudformation:us-east-1:111122223333:stack/shop/*',
    ),
  });
  const allow = { Effect: 'Allow', Action: 'cloudformation:*', Resource: 'arn:aws:cloudformation:*:*:stack/shop/*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'deployer', PolicyName: 'deploy', PolicyDocument }));
  await attempt('shop');
  expect(await stackOf('shop')).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  const { StackEvents = [] } = await deployer.send(new DescribeStackEventsCommand({ StackName: 'shop' }));
  expect(StackEvents.map(({ ResourceStatusReason = '' }) => ResourceStatusReason).join()).toMatch(/sqs:createqueue/i);
  await expect(attempt('other')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a stack that was deployed in this process is told of as well', async () => {
  await cloud.cloudFormation.deployTemplate(template(), { stackName: 'inside' });
  expect(await stackOf('inside')).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Outputs: [{ OutputKey: 'Url' }] });
});

test('what the local cloud would have to do differently is refused by name', async () => {
  const refused = cloudFormation.send(
    new CreateStackCommand({ StackName: 'shop', TemplateBody: template(), OnFailure: 'DO_NOTHING' }),
  );
  await expect(refused).rejects.toMatchObject({ name: 'NotImplemented' });
});
