import { request } from 'node:http';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { HttpNoneAuthorizer, MappingValue } from 'aws-cdk-lib/aws-apigatewayv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { WorkQueue } from '../../../lib';
import { JobCloud } from './job-cloud';

let jobs: JobCloud;
afterEach(() => jobs.cloud.stop());

const open = { authorizer: new HttpNoneAuthorizer() };

test('a job that is posted is answered with 202, and its message carries the id of the answer', async () => {
  jobs = await JobCloud.start(() => open);
  const answer = await jobs.post({ body: '{"video":"cats"}' });
  expect(answer.status).toBe(202);
  const jobId = answer.headers.get('job-id');
  expect(jobId).toMatch(/^[\w-]{15}=$/);
  expect(answer.headers.get('apigw-requestid')).toBe(jobId);
  const [message, ...others] = await jobs.messages();
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    Body: '{"video":"cats"}',
    MessageAttributes: { JobId: { DataType: 'String', StringValue: jobId } },
  });
  expect(await answer.text()).toContain(`<MessageId>${message?.MessageId}</MessageId>`);
});

test('the output names an address of this machine, and the name that AWS gives the API works as the host', async () => {
  jobs = await JobCloud.start(() => open);
  expect(jobs.url).toBe(`${jobs.cloud.url}/_api/${jobs.outputs['ApiId']}/jobs`);
  const host = `${jobs.outputs['ApiId']}.execute-api.us-east-1.amazonaws.com`;
  const status = await new Promise((resolve, reject) => {
    request(`${jobs.cloud.url}/jobs`, { method: 'POST', headers: { host } }, (response) => {
      resolve(response.statusCode);
      response.resume();
    })
      .on('error', reject)
      .end('{}');
  });
  expect(status).toBe(202);
});

test('another path, another method and another API are not found', async () => {
  jobs = await JobCloud.start(() => open);
  for (const wrong of [
    { path: `/_api/${jobs.outputs['ApiId']}/other` },
    { path: `/_api/${jobs.outputs['ApiId']}/jobs/1` },
    { path: '/_api/abcdefghij/jobs' },
    { method: 'GET' },
  ]) {
    const answer = await jobs.post(wrong);
    expect([answer.status, await answer.json()]).toEqual([404, { message: 'Not Found' }]);
  }
});

test('by default only callers whose policy allows execute-api:Invoke may post', async () => {
  jobs = await JobCloud.start(() => ({}));
  expect((await jobs.post({ key: jobs.cloud.account })).status).toBe(202);
  for (const key of [undefined, '999988887777']) {
    const answer = await jobs.post({ key });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ message: 'Forbidden' });
  }
  expect(await jobs.messages()).toHaveLength(1);
  expect(jobs.events).toContainEqual(
    expect.objectContaining({
      type: 'decision',
      action: 'execute-api:Invoke',
      resource: `arn:aws:execute-api:us-east-1:111122223333:${jobs.outputs['ApiId']}/$default/POST/jobs`,
      allowed: true,
    }),
  );
});

test("without the role's permission SQS refuses the message, and the caller reads why", async () => {
  jobs = await JobCloud.start(
    () => open,
    {},
    (template) => removeResources(template, 'AWS::IAM::Policy'),
  );
  const answer = await jobs.post();
  expect(answer.status).toBe(403);
  expect(answer.headers.get('job-id')).toBeNull();
  expect(await answer.text()).toMatch(/<Code>AccessDenied(Exception)?<\/Code>.*sqs:SendMessage/);
  expect(await jobs.messages()).toEqual([]);
});

test('a role that API Gateway may not assume is an internal error', async () => {
  jobs = await JobCloud.start(
    () => open,
    {},
    (template) => {
      const text = JSON.stringify(template).replaceAll('apigateway.amazonaws.com', 'lambda.amazonaws.com');
      Object.assign(template, JSON.parse(text));
    },
  );
  const answer = await jobs.post();
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { message: 'Internal Server Error', reason: expect.stringContaining('the trust policy of role jobs-') },
  ]);
});

test("a customer key's policy decides, too", async () => {
  jobs = await JobCloud.start((stack) => ({
    ...open,
    queue: new WorkQueue(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') }),
  }));
  expect((await jobs.post()).status).toBe(202);
  expect(jobs.events).toContainEqual(
    expect.objectContaining({ type: 'decision', action: 'kms:GenerateDataKey', allowed: true }),
  );
});

test('the group of a FIFO message comes from the path, and the same key within 5 minutes is the same job', async () => {
  jobs = await JobCloud.start(() => ({
    ...open,
    path: '/customers/{customer}/jobs',
    messageGroupId: MappingValue.requestPathParam('customer'),
    messageDeduplicationId: MappingValue.requestHeader('Idempotency-Key'),
  }));
  const path = jobs.url.replace(jobs.cloud.url, '').replace('{customer}', 'c%2017');
  const first = await jobs.post({ path, headers: { 'idempotency-key': 'k1' } });
  const second = await jobs.post({ path, headers: { 'idempotency-key': 'k1' } });
  expect([first.status, second.status]).toEqual([400, 400]);
  const fine = path.replace('%20', '-');
  expect((await jobs.post({ path: fine, headers: { 'idempotency-key': 'k1' } })).status).toBe(202);
  expect((await jobs.post({ path: fine, headers: { 'idempotency-key': 'k1' } })).status).toBe(202);
  const messages = await jobs.messages();
  expect(messages.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual(['c-17']);
});

test('a message that is too large for the queue is refused by SQS, one above 10 MB by API Gateway', async () => {
  jobs = await JobCloud.start(() => open);
  const large = await jobs.post({ body: 'x'.repeat(1_048_577) });
  expect(large.status).toBe(400);
  expect(await large.text()).toContain('<ErrorResponse');
  const larger = await jobs.post({ body: Buffer.alloc(10 * 1024 * 1024 + 1, 'x') });
  expect([larger.status, await larger.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
});

test('above the burst requests get 429, and the rate lets the next ones in', async () => {
  jobs = await JobCloud.start(() => ({ ...open, throttling: { rateLimit: 2, burstLimit: 3 } }));
  const statuses = async (count: number): Promise<number[]> => {
    const answers: number[] = [];
    for (let index = 0; index < count; index += 1) answers.push((await jobs.post()).status);
    return answers;
  };
  expect(await statuses(4)).toEqual([202, 202, 202, 429]);
  await jobs.cloud.advance(1_000);
  expect(await statuses(3)).toEqual([202, 202, 429]);
  expect(await jobs.messages()).toHaveLength(5);
});

test('each request is a line of the access log', async () => {
  jobs = await JobCloud.start(() => open);
  const answer = await jobs.post({ headers: { 'user-agent': 'a test' } });
  await jobs.post({ path: `/_api/${jobs.outputs['ApiId']}/other` });
  const { events = [] } = await jobs.cloud
    .client(CloudWatchLogsClient)
    .send(new FilterLogEventsCommand({ logGroupName: jobs.outputs['LogGroup'] }));
  expect(events.map(({ message = '' }) => JSON.parse(message))).toEqual([
    {
      jobId: answer.headers.get('job-id'),
      time: '01/Jan/2026:00:00:00 +0000',
      method: 'POST',
      path: '/jobs',
      status: '202',
      integrationStatus: '200',
      error: '-',
      integrationError: '-',
      ip: '127.0.0.1',
      userAgent: 'a test',
      responseLength: String((await answer.text()).length),
    },
    expect.objectContaining({ path: '/other', status: '404', integrationStatus: '-', error: 'Not Found' }),
  ]);
});

test('a fault of the API strikes its callers', async () => {
  jobs = await JobCloud.start(() => open, { faults: [{ on: 'execute-api:Invoke', probability: 1, atMost: 1 }] });
  const answer = await jobs.post();
  expect([answer.status, await answer.json()]).toMatchObject([503, { message: 'Service Unavailable' }]);
  expect((await jobs.post()).status).toBe(202);
});

function removeResources(template: Record<string, unknown>, type: string): void {
  const resources = template['Resources'] as Record<string, { Type: string; DependsOn?: unknown }>;
  template['Resources'] = Object.fromEntries(
    Object.entries(resources).filter(([, resource]) => resource.Type !== type),
  );
}
