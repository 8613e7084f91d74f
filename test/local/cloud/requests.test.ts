import { LambdaClient, ListFunctionsCommand, ListLayersCommand } from '@aws-sdk/client-lambda';
import { GetBucketLifecycleConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type CloudEvent, LocalCloud, type LocalCloudOptions } from '../../../local';

let cloud: LocalCloud | undefined;

async function start(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  cloud = await LocalCloud.start({ clock: 'virtual', port: 0, ...options });
  return cloud;
}

afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
});

/** An unmodified client over HTTP. */
const overHttp = (local: LocalCloud, accessKeyId: string) =>
  new SQSClient({ endpoint: local.url, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'any' } });

test('an action that is not there answers 501 with its name, and never a wrong success', async () => {
  const local = await start();
  await expect(local.client(LambdaClient).send(new ListLayersCommand({}))).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'The local cloud does not offer lambda:ListLayers yet.',
    $metadata: { httpStatusCode: 501 },
  });
  await expect(
    local.client(S3Client).send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'any-bucket' })),
  ).rejects.toMatchObject({ message: 'The local cloud does not offer s3:GetBucketLifecycleConfiguration yet.' });
});

test.each([
  [
    'a form',
    { 'content-type': 'application/x-www-form-urlencoded' },
    'Action=DescribeDBInstances&Version=2014-10-31',
    'rds:DescribeDBInstances',
  ],
  ['a target', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, '{}', 'dynamodb:ListTables'],
  ['a path', {}, '', 'batch:POST /v1/jobs'],
])('a service that is not there is refused by name, asked with %s', async (_how, headers, body, name) => {
  const local = await start();
  const answer = await fetch(`${local.url}${name.includes('/') ? '/v1/jobs' : '/'}`, {
    method: 'POST',
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${local.account}/20260101/us-east-1/${name.split(':')[0]}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body,
  });
  expect(answer.status).toBe(501);
  expect(await answer.text()).toContain(`The local cloud does not offer ${name} yet.`);
});

test('twelve digits as the access key are the administrator of that account', async () => {
  const local = await start();
  const identity = await local.client(STSClient, { account: '444455556666' }).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({ Account: '444455556666', Arn: 'arn:aws:iam::444455556666:user/administrator' });
});

test('accounts do not see each other, and one cannot send to the queue of another', async () => {
  const local = await start();
  const { QueueUrl } = await local.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'orders' }));
  const other = local.client(SQSClient, { account: '444455556666' });
  expect((await other.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([]);
  await expect(other.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(
      /^User: arn:aws:iam::444455556666:user\/administrator is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:111122223333:orders/i,
    ),
    $metadata: { httpStatusCode: 403 },
  });
});

test('a key that nobody was given is refused', async () => {
  const local = await start();
  await expect(overHttp(local, 'AKIAIOSFODNN7EXAMPLE').send(new ListQueuesCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  });
});

test('in audit mode a denied request is recorded and let through, in off mode nothing is decided', async () => {
  for (const [enforcement, decisions] of [
    ['audit', [false]],
    ['off', []],
  ] as const) {
    const local = await start({ enforcement });
    const { QueueUrl } = await local.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'orders' }));
    const seen: unknown[] = [];
    local.events.subscribe((event) => {
      if (event.type === 'decision') seen.push(event['allowed']);
    });
    await local
      .client(SQSClient, { account: '444455556666' })
      .send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    expect(seen).toEqual(decisions);
    await local.stop();
  }
});

test('an injected fault strikes its share of the calls, by the seed', async () => {
  const outcomes = async (seed: string): Promise<string> => {
    const local = await start({ seed, faults: [{ on: 'sqs:SendMessage', probability: 0.5 }] });
    const sqs = new SQSClient({
      endpoint: local.url,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: local.account, secretAccessKey: 'any' },
    });
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
    let result = '';
    for (let index = 0; index < 20; index += 1) {
      result += await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })).then(
        () => '.',
        (error) => {
          expect(error).toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
          return 'x';
        },
      );
    }
    await local.stop();
    return result;
  };
  const first = await outcomes('a');
  expect(first).toMatch(/x/);
  expect(first).toMatch(/\./);
  expect(await outcomes('a')).toBe(first);
  expect(await outcomes('b')).not.toBe(first);
});

test('each request is an event with its action, its principal and its error', async () => {
  const local = await start();
  const events: CloudEvent[] = [];
  local.events.subscribe((event) => {
    if (event.type === 'request') events.push(event);
  });
  const sqs = local.client(SQSClient);
  await sqs.send(new ListQueuesCommand({}));
  await sqs
    .send(new SendMessageCommand({ QueueUrl: `${local.url}/${local.account}/none`, MessageBody: 'x' }))
    .catch(() => {});
  await local.client(LambdaClient).send(new ListFunctionsCommand({}));
  expect(events.map(({ service, action, error }) => [service, action, error])).toEqual([
    ['sqs', 'ListQueues', undefined],
    ['sqs', 'SendMessage', 'QueueDoesNotExist'],
    ['lambda', 'ListFunctions', undefined],
  ]);
});

test('a taken port is an error, and nothing of the cloud stays behind', async () => {
  const local = await start();
  await expect(LocalCloud.start({ port: Number(new URL(local.url).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

test('moving the clock needs the virtual one', async () => {
  const local = await start({ clock: 'real' });
  expect(() => local.settle()).toThrow("start the cloud with LocalCloud.start({ clock: 'virtual' })");
});
