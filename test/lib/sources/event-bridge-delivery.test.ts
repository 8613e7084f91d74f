import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CfnOutput, type Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { BucketSource, LambdaConsumer, WorkQueue } from '../../../lib';
import { type CloudEvent, LocalCloud } from '../../../local';
import { logLines } from '../../local/lambda/queue-actions';
import { newApp, newStack } from '../synthesis';

const env = { account: '111122223333', region: 'us-east-1' };

let cloud: LocalCloud;
let told: CloudEvent[];
beforeEach(async () => {
  cloud = await LocalCloud.start({ clock: 'virtual', ...env });
  told = [];
  cloud.events.subscribe((event) => {
    if (event.type.startsWith('events.')) told.push(event);
  });
});
afterEach(() => cloud.stop());

interface Parts {
  readonly stack: Stack;
  readonly bucket: s3.Bucket;
  readonly jobs: WorkQueue;
  readonly rule: events.Rule;
}

/**
 * A bucket that tells `Hears` of its objects and EventBridge too, whose rule sends orders to the FIFO queue `Jobs`: S3
 * has no notifications to FIFO queues.
 */
async function deploy(encrypted: boolean, change: (parts: Parts) => void = () => {}): Promise<Record<string, string>> {
  const app = newApp();
  const stack = newStack({ env }, app);
  const encryptionKey = encrypted ? new kms.Key(stack, 'Key') : undefined;
  const bucket = new s3.Bucket(stack, 'Uploads');
  new WorkQueue(stack, 'Hears').addSource(new BucketSource(bucket, { eventBridge: true }));
  const jobs = new WorkQueue(stack, 'Jobs', { fifo: { contentBasedDeduplication: true }, encryptionKey });
  const rule = new events.Rule(stack, 'Orders', {
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: events.Match.wildcard('orders/*.json') } },
    },
  });
  rule.addTarget(
    new targets.SqsQueue(jobs, {
      messageGroupId: 'orders',
      message: events.RuleTargetInput.fromObject({ key: events.EventField.fromPath('$.detail.object.key') }),
    }),
  );
  new CfnOutput(stack, 'Bucket', { value: bucket.bucketName });
  new CfnOutput(stack, 'QueueUrl', { value: jobs.queueUrl });
  change({ stack, bucket, jobs, rule });
  const [result] = await cloud.deploy(app.synth().directory);
  return { ...result?.outputs };
}

async function bodiesAfterUpload({ Bucket, QueueUrl }: Record<string, string>): Promise<readonly unknown[]> {
  const client = cloud.client(S3Client);
  for (const Key of ['orders/1.json', 'orders/1.xml', 'other/1.json']) {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));
  }
  await cloud.settle();
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
  const { Messages = [] } = await cloud.client(SQSClient).send(receive);
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

test.each([false, true])(
  'objects reach a FIFO work queue by way of EventBridge, as the rule transforms them (customer key: %s)',
  async (encrypted) => {
    expect(await bodiesAfterUpload(await deploy(encrypted))).toEqual([{ key: 'orders/1.json' }]);
    expect(told.filter(({ type }) => type === 'events.received')).toHaveLength(3);
  },
);

test("without the queue's statement for the rule nothing arrives, and the event stream says that it is missing", async () => {
  const outputs = await deploy(false, ({ stack }) => {
    for (const policy of stack.node.findAll().filter((node) => node instanceof sqs.CfnQueuePolicy)) {
      const document = stack.resolve(policy.policyDocument);
      const Statement = document.Statement.filter(
        ({ Principal }: { Principal?: { Service?: string } }) => Principal?.Service !== 'events.amazonaws.com',
      );
      policy.policyDocument = { ...document, Statement };
    }
  });
  expect(await bodiesAfterUpload(outputs)).toEqual([]);
  expect(told.at(-1)).toMatchObject({ type: 'events.received' });
  expect(told.filter(({ type }) => type === 'events.lost')).toMatchObject([
    {
      code: 'NO_PERMISSIONS',
      reason: expect.stringMatching(/No statement allows it: the queue policy of \S+ does not allow sqs:SendMessage/),
    },
  ]);
});

test("without the key's statement for EventBridge nothing arrives, and the event stream names the key's policy", async () => {
  const outputs = await deploy(true, ({ stack }) => {
    for (const key of stack.node.findAll().filter((node) => node instanceof kms.CfnKey)) {
      const document = stack.resolve(key.keyPolicy);
      const Statement = document.Statement.filter(
        ({ Principal }: { Principal?: { Service?: string } }) => Principal?.Service !== 'events.amazonaws.com',
      );
      key.keyPolicy = { ...document, Statement };
    }
  });
  expect(await bodiesAfterUpload(outputs)).toEqual([]);
  expect(told.filter(({ type }) => type === 'events.lost')).toMatchObject([
    { code: 'NO_PERMISSIONS', reason: expect.stringMatching(/kms:GenerateDataKey.*key policy/) },
  ]);
});

const PRINT_KEYS = `exports.handler = async ({ Records }) => {
  for (const { body } of Records) console.log('GOT ' + JSON.parse(body).detail.object.key);
  return { batchItemFailures: [] };
};`;

test('a function consumes each object once that its rule wants, and what it cannot get waits in the dead-letter queue', async () => {
  const app = newApp();
  const stack = newStack({ env }, app);
  const bucket = new s3.Bucket(stack, 'Uploads');
  new WorkQueue(stack, 'Hears').addSource(new BucketSource(bucket, { eventBridge: true }));
  const jobs = new WorkQueue(stack, 'Jobs');
  const undelivered = new sqs.Queue(stack, 'Undelivered', { queueName: 'undelivered' });
  const rule = new events.Rule(stack, 'Created', {
    eventPattern: { source: ['aws.s3'], detailType: ['Object Created'] },
  });
  rule.addTarget(new targets.SqsQueue(jobs, { deadLetterQueue: undelivered }));
  const logGroup = new logs.LogGroup(stack, 'Log', { logGroupName: 'keys' });
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    code: lambda.Code.fromInline(PRINT_KEYS),
    handler: 'index.handler',
    logGroup,
  });
  new LambdaConsumer(stack, 'Consumer', { queue: jobs, handler });
  new CfnOutput(stack, 'Bucket', { value: bucket.bucketName });
  new CfnOutput(stack, 'QueueUrl', { value: jobs.queueUrl });
  const [result] = await cloud.deploy(app.synth().directory);
  const { Bucket, QueueUrl } = result?.outputs ?? {};
  const put = (Key: string) => cloud.client(S3Client).send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));

  for (const key of ['a', 'b', 'c']) await put(key);
  await cloud.settle();
  const lines = await logLines(cloud, 'keys');
  expect(lines.flatMap((line) => /GOT (\w)/.exec(line)?.[1] ?? []).sort()).toEqual(['a', 'b', 'c']);

  // Somebody takes the queue's policy away.
  const client = cloud.client(SQSClient);
  await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  await put('d');
  await cloud.settle();
  const undeliveredUrl = `${cloud.url}/${env.account}/undelivered`;
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: undeliveredUrl, MessageAttributeNames: ['All'], WaitTimeSeconds: 0 }),
  );
  expect(
    Messages.map(({ Body = '', MessageAttributes }) => [
      JSON.parse(Body).detail.object.key,
      MessageAttributes?.['ERROR_CODE']?.StringValue,
    ]),
  ).toEqual([['d', 'NO_PERMISSIONS']]);
});
