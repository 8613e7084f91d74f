import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetResourcesCommand,
  type GetResourcesInput,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { CreateBucketCommand, PutBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local';

let cloud: LocalCloud;
const tags = [{ Key: 'team', Value: 'shop' }];

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  const sqs = cloud.client(SQSClient);
  const s3 = cloud.client(S3Client);
  await sqs.send(new CreateQueueCommand({ QueueName: 'orders', tags: { team: 'shop', stage: 'test' } }));
  await sqs.send(new CreateQueueCommand({ QueueName: 'others', tags: { team: 'bank' } }));
  await sqs.send(new CreateQueueCommand({ QueueName: 'bare' }));
  for (const Bucket of ['files', 'bare-bucket']) await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketTaggingCommand({ Bucket: 'files', Tagging: { TagSet: tags } }));
  await cloud.client(SNSClient).send(new CreateTopicCommand({ Name: 'news', Tags: tags }));
  await cloud
    .client(CloudWatchLogsClient)
    .send(new CreateLogGroupCommand({ logGroupName: '/log', tags: { team: 'shop' } }));
  await cloud.client(KMSClient).send(new CreateKeyCommand({ Tags: [{ TagKey: 'team', TagValue: 'shop' }] }));
  const TemplateBody = JSON.stringify({
    Resources: { Own: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'own' } } },
  });
  await cloud
    .client(CloudFormationClient)
    .send(new CreateStackCommand({ StackName: 'shop', TemplateBody, Tags: tags }));
});
afterEach(() => cloud.stop());

const find = async (input: GetResourcesInput) => {
  const { ResourceTagMappingList = [], PaginationToken } = await cloud
    .client(ResourceGroupsTaggingAPIClient)
    .send(new GetResourcesCommand(input));
  // Without the ids that are drawn.
  const arns = ResourceTagMappingList.map(({ ResourceARN = '' }) =>
    ResourceARN.replace(/[\da-f]{8}-[-\da-f]{27}$/, 'ID'),
  );
  return { arns, PaginationToken };
};
const at = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;

test('resources of all services are found by a tag and its value', async () => {
  const { arns } = await find({ TagFilters: [{ Key: 'team', Values: ['shop'] }] });
  expect(arns).toEqual(
    [
      at('cloudformation', 'stack/shop/ID'),
      at('kms', 'key/ID'),
      at('logs', 'log-group:/log'),
      'arn:aws:s3:::files',
      at('sns', 'news'),
      at('sqs', 'orders'),
      at('sqs', 'own'),
    ].sort(),
  );
});

test('filters must all match, of values any, and types narrow it', async () => {
  const queues = [at('sqs', 'orders'), at('sqs', 'others'), at('sqs', 'own')];
  expect((await find({ TagFilters: [{ Key: 'team' }], ResourceTypeFilters: ['sqs'] })).arns).toEqual(queues);
  const both = [{ Key: 'team', Values: ['bank', 'shop'] }, { Key: 'stage' }];
  expect((await find({ TagFilters: both })).arns).toEqual([at('sqs', 'orders')]);
  expect((await find({ ResourceTypeFilters: ['sns:topic', 's3:bucket'] })).arns).toEqual([
    'arn:aws:s3:::files',
    at('sns', 'news'),
  ]);
});

test('it comes in pages, and the token of the last one is empty', async () => {
  const first = await find({ ResourceTypeFilters: ['sqs'], ResourcesPerPage: 2 });
  const second = await find({
    ResourceTypeFilters: ['sqs'],
    ResourcesPerPage: 2,
    PaginationToken: first.PaginationToken,
  });
  expect([first.arns.length, second.arns, second.PaginationToken]).toEqual([2, [at('sqs', 'own')], '']);
});

test('other accounts and regions have an index of their own, and it needs a permission', async () => {
  const elsewhere = cloud.client(ResourceGroupsTaggingAPIClient, { region: 'eu-west-1' });
  expect((await elsewhere.send(new GetResourcesCommand({}))).ResourceTagMappingList).toEqual([]);
  const Principal = { Service: 'lambda.amazonaws.com' };
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
  const AssumeRolePolicyDocument = JSON.stringify(trust);
  await cloud.client(IAMClient).send(new CreateRoleCommand({ RoleName: 'nobody', AssumeRolePolicyDocument }));
  const nobody = cloud.client(ResourceGroupsTaggingAPIClient, { role: 'nobody' });
  await expect(nobody.send(new GetResourcesCommand({}))).rejects.toThrow(/not authorized to perform: tag:GetResources/);
});
