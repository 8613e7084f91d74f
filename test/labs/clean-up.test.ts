import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  ListBucketsCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LABS } from '../../labs/catalogue';
import { labFolder } from '../../labs/runner/folders';
import { CleanUp } from '../../labs/target/clean-up';
import { bucketOf, newRun, RUN_TAG, stackNameOf, tagsOf } from '../../labs/target/lab-run';
import { playInAccount } from '../../labs/target/play-in-account';
import { AccountStacks } from '../../labs/target/stacks';
import { findRuns } from '../../labs/target/tagged';
import { type Fault, LocalCloud } from '../../local';
import { accountIn, timeOf } from './virtual-account';

let cloud: LocalCloud;
let said: string[];

beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual' });
  said = [];
});
afterEach(() => cloud.stop());

const cleanUp = () => new CleanUp(accountIn(cloud), timeOf(cloud), (line) => said.push(line));

async function play(slug: string, solution = 'solution') {
  const lab = LABS.find((candidate) => candidate.slug === slug);
  if (lab === undefined) throw new Error(`There is no lab ${slug}.`);
  const account = accountIn(cloud);
  const run = newRun(slug, account);
  const report = await playInAccount(lab, labFolder(slug, solution), { account, run, time: timeOf(cloud) });
  return { run, report };
}

/** Everything that there is, whoever made it. */
async function everything(): Promise<readonly string[]> {
  const { QueueUrls = [] } = await cloud.client(SQSClient).send(new ListQueuesCommand({}));
  const { Buckets = [] } = await cloud.client(S3Client).send(new ListBucketsCommand({}));
  const { Topics = [] } = await cloud.client(SNSClient).send(new ListTopicsCommand({}));
  const { logGroups = [] } = await cloud.client(CloudWatchLogsClient).send(new DescribeLogGroupsCommand({}));
  const names = [
    ...QueueUrls,
    ...Buckets.map(({ Name }) => Name),
    ...Topics.map(({ TopicArn }) => TopicArn),
    ...logGroups.map(({ logGroupName }) => logGroupName),
  ];
  return [...names, ...cloud.cloudFormation.stacks().map(({ stackName }) => stackName)].map(String);
}

test.each([
  ['bucket-notifications', 'solution', 'a bucket with an object in it'],
  ['partial-batch', 'solution', 'a function and its log group'],
  ['partial-batch', 'solution-consume', "a function's code in a bucket of the run"],
  ['fan-out', 'solution', 'topics and queues'],
  ['customer-keys', 'solution', 'a key'],
])('after %s (%s), with %s, nothing is left', async (slug, solution) => {
  const { run } = await play(slug, solution);
  expect((await everything()).length).toBeGreaterThan(1);
  expect(await cleanUp().remove(run)).toEqual([]);
  expect(await everything()).toEqual([]);
  expect(said).toContain(`deleted the stack ${stackNameOf(run)}`);
});

test('the log group that Lambda made for a function goes with it', async () => {
  const run = newRun('delay', accountIn(cloud));
  const allow = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const trust = allow({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const Policies = [{ PolicyName: 'logs', PolicyDocument: allow({ Action: 'logs:*', Resource: '*' }) }];
  const Code = { ZipFile: "exports.handler = async () => 'done';" };
  const template = {
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, Policies } },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Code },
      },
    },
  };
  const [, made] = await new AccountStacks(accountIn(cloud), timeOf(cloud)).create({
    name: stackNameOf(run),
    template: JSON.stringify(template),
    tags: tagsOf(run),
    upload: () => Promise.reject(new Error('small enough')),
  });
  await cloud.client(LambdaClient).send(new InvokeCommand({ FunctionName: made?.physicalId }));
  await cloud.settle();
  expect(await everything()).toContain(`/aws/lambda/${made?.physicalId}`);
  expect(await cleanUp().remove(run)).toEqual([]);
  expect(await everything()).toEqual([]);
});

test('what does not carry the tag of the run stays as it is', async () => {
  const { run } = await play('receive-and-delete');
  const other = await play('receive-and-delete');
  await cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'mine', tags: { [RUN_TAG]: 'another' } }));
  await cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'orders' }));
  expect((await findRuns(accountIn(cloud))).map(({ id }) => id).sort()).toEqual(
    [run.id, other.run.id, 'another'].sort(),
  );
  expect(await cleanUp().remove(run)).toEqual([]);
  expect((await everything()).map((name) => name.slice(name.lastIndexOf('/') + 1)).sort()).toEqual(
    ['mine', 'orders', `orders-${other.run.id}`, stackNameOf(other.run)].sort(),
  );
});

test('a run that was ended before its stack was there is swept by its tags', async () => {
  const run = newRun('delay', accountIn(cloud));
  const tags = tagsOf(run);
  const s3 = cloud.client(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket: bucketOf(run) }));
  await s3.send(new PutBucketTaggingCommand({ Bucket: bucketOf(run), Tagging: { TagSet: tags } }));
  await s3.send(new PutObjectCommand({ Bucket: bucketOf(run), Key: 'code.zip', Body: 'code' }));
  const byName = Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
  await cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'retained', tags: byName }));
  await cloud.client(SNSClient).send(new CreateTopicCommand({ Name: 'retained', Tags: tags }));
  await cloud.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName: '/retained', tags: byName }));
  const kms = cloud.client(KMSClient);
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ Tags: tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })) }),
  );
  expect(await cleanUp().remove(run)).toEqual([]);
  expect(await everything()).toEqual([]);
  // A key is never deleted at once; it costs nothing while it waits.
  const key = await kms.send(new DescribeKeyCommand({ KeyId: KeyMetadata?.KeyId }));
  expect(key.KeyMetadata?.KeyState).toBe('PendingDeletion');
});

const refused = (on: string): Fault => ({
  on,
  probability: 1,
  error: { code: 'AccessDenied', message: 'somebody forbids it', status: 403 },
});

test('a stack that cannot be deleted is told of with the reason of each resource', async () => {
  const { run } = await play('receive-and-delete');
  cloud.inject([refused('sqs:DeleteQueue')]);
  const left = await cleanUp().remove(run);
  expect(left[0]).toMatchObject({
    what: stackNameOf(run),
    because: expect.stringMatching(
      /could not be deleted \(DELETE_FAILED\)\.\n {2}Orders\w+ \(AWS::SQS::Queue\): .*somebody forbids it/s,
    ),
  });
  expect(left[1]).toMatchObject({
    what: expect.stringContaining(`:orders-${run.id}`),
    because: 'AccessDenied: somebody forbids it',
  });
  cloud.inject([]);
  expect(await cleanUp().remove(run)).toEqual([]);
  expect(await everything()).toEqual([]);
});

test('a bucket with the name of the run and without its tag is listed and not touched', async () => {
  const run = newRun('delay', accountIn(cloud));
  await cloud.client(S3Client).send(new CreateBucketCommand({ Bucket: bucketOf(run) }));
  expect(await cleanUp().remove(run)).toEqual([
    { what: `arn:aws:s3:::${bucketOf(run)}`, because: expect.stringContaining('not its tag') },
  ]);
  expect(await everything()).toEqual([bucketOf(run)]);
});

test("a stack with the run's name and without its tag is listed and not touched", async () => {
  const run = newRun('delay', accountIn(cloud));
  await cloud.cloudFormation.deployTemplate(
    { Resources: { Q: { Type: 'AWS::SQS::Queue' } } },
    { stackName: stackNameOf(run) },
  );
  expect(await cleanUp().remove(run)).toEqual([
    { what: stackNameOf(run), because: expect.stringContaining('not touched') },
  ]);
  expect(await everything()).toHaveLength(2);
});

test('a stack that fails tells the reason of the resource, and is removed like any other', async () => {
  cloud.inject([refused('sqs:CreateQueue')]);
  const { run, report } = await play('delay');
  expect(report.passed).toBe(false);
  expect(report.results[0]?.observed).toMatch(
    /could not be created \(ROLLBACK_COMPLETE\)\.\n {2}Orders\w+ \(AWS::SQS::Queue\): .*somebody forbids it/s,
  );
  expect(await cleanUp().remove(run)).toEqual([]);
});
