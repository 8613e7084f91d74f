import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CorsHttpMethod, HttpNoneAuthorizer, MappingValue } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { JobEndpoint, type JobEndpointProps, SharedQueue, WorkQueue } from '../../../lib';
import { complaints, FLAGS } from '../complaints';
import { arnOf, newApp, newStack, only, queuePair, resources, statementsOf } from '../synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function endpoint(props: Partial<JobEndpointProps> = {}): JobEndpoint {
  return new JobEndpoint(stack, 'Jobs', { queue: new WorkQueue(stack, 'Orders'), ...props });
}
const fifoQueue = (): WorkQueue => new WorkQueue(stack, 'Ordered', { fifo: {} });
const integration = () => only(stack, 'AWS::ApiGatewayV2::Integration').properties;
const requestParameters = () => integration()['RequestParameters'] as Record<string, unknown>;

test('API Gateway sends the whole body to the queue itself, with the job id as an attribute', () => {
  endpoint();
  expect(integration()).toMatchObject({
    IntegrationType: 'AWS_PROXY',
    IntegrationSubtype: 'SQS-SendMessage',
    PayloadFormatVersion: '1.0',
    CredentialsArn: arnOf(only(stack, 'AWS::IAM::Role')),
  });
  const { MessageAttributes, ...rest } = requestParameters();
  expect(rest).toEqual({ QueueUrl: { Ref: queuePair(stack).queue.logicalId }, MessageBody: '$request.body' });
  expect(JSON.parse(String(MessageAttributes))).toEqual({
    JobId: { DataType: 'String', StringValue: `\${context.requestId}` },
  });
  expect(resources(stack, 'AWS::Lambda::Function')).toEqual([]);
});

test('a message that is in the queue is answered with 202 and its job id; what SQS refuses stays refused', () => {
  endpoint();
  expect(integration()['ResponseParameters']).toEqual({
    200: {
      ResponseParameters: [
        { Destination: 'overwrite:statuscode', Source: '202' },
        { Destination: 'overwrite:header.job-id', Source: '$context.requestId' },
      ],
    },
  });
});

test('the role of API Gateway may send to this queue, and nothing else', () => {
  endpoint();
  expect(only(stack, 'AWS::IAM::Role').properties['ManagedPolicyArns']).toBeUndefined();
  expect(statementsOf(only(stack, 'AWS::IAM::Policy'))).toEqual([
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf(queuePair(stack).queue) },
  ]);
});

test("of another account's queue, both halves of queue and key are written or printed", () => {
  stack = newStack({ env: { account: '444455556666', region: 'eu-west-1' } });
  const encryptionKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:orders';
  endpoint({ queue: SharedQueue.fromArn(stack, 'Shared', queueArn, { encryptionKeyArn }) });
  expect(statementsOf(only(stack, 'AWS::IAM::Policy'))).toEqual([
    {
      Effect: 'Allow',
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: encryptionKeyArn,
      Condition: { StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' } },
    },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queueArn },
  ]);
  const outputs = Object.keys(Template.fromStack(stack).findOutputs('*'));
  expect(outputs.map((name) => name.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'SharedKeyPolicyToAdd',
    'SharedQueuePolicyToAdd',
  ]);
});

test('with a customer key it may encrypt for the queue', () => {
  const encryptionKey = new kms.Key(stack, 'Key');
  endpoint({ queue: new WorkQueue(stack, 'Secret', { encryptionKey }) });
  expect(statementsOf(only(stack, 'AWS::IAM::Policy'))).toContainEqual({
    Effect: 'Allow',
    Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    Resource: arnOf(only(stack, 'AWS::KMS::Key')),
  });
});

test('jobs are posted to /jobs by those whom IAM allows, unless something else is said', () => {
  endpoint();
  expect(only(stack, 'AWS::ApiGatewayV2::Route').properties).toMatchObject({
    RouteKey: 'POST /jobs',
    AuthorizationType: 'AWS_IAM',
  });
});

test('callers may bring a token, or nothing', () => {
  endpoint({ authorizer: new HttpJwtAuthorizer('Users', 'https://issuer.example', { jwtAudience: ['jobs'] }) });
  expect(only(stack, 'AWS::ApiGatewayV2::Route').properties).toMatchObject({
    AuthorizationType: 'JWT',
    AuthorizerId: { Ref: only(stack, 'AWS::ApiGatewayV2::Authorizer').logicalId },
  });
  stack = newStack();
  endpoint({ authorizer: new HttpNoneAuthorizer() });
  expect(only(stack, 'AWS::ApiGatewayV2::Route').properties['AuthorizationType']).toBe('NONE');
});

test('100 jobs a second are taken, unless something else is said', () => {
  endpoint();
  const settings = () => only(stack, 'AWS::ApiGatewayV2::Stage').properties['DefaultRouteSettings'];
  expect(settings()).toMatchObject({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 100 });
  stack = newStack();
  endpoint({ throttling: { rateLimit: 5, burstLimit: 10 } });
  expect(settings()).toMatchObject({ ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 });
});

test('each request is a line of JSON with its job id, in a log that leaves with the stack', () => {
  endpoint();
  const group = only(stack, 'AWS::Logs::LogGroup');
  expect(group).toMatchObject({ properties: { RetentionInDays: 30 }, deletionPolicy: 'Delete' });
  const settings = only(stack, 'AWS::ApiGatewayV2::Stage').properties['AccessLogSettings'] as Record<string, unknown>;
  expect(settings['DestinationArn']).toEqual(arnOf(group));
  expect(JSON.parse(String(settings['Format']))).toMatchObject({ jobId: '$context.requestId' });
});

test('a FIFO queue gets the group of the request, and each request is a job of its own', () => {
  endpoint({ queue: fifoQueue(), messageGroupId: MappingValue.requestHeader('customer-id') });
  expect(requestParameters()).toMatchObject({
    MessageGroupId: '$request.header.customer-id',
    MessageDeduplicationId: '$context.requestId',
  });
});

test('the group may be in the path, and the caller may say which jobs are the same', () => {
  endpoint({
    queue: fifoQueue(),
    path: '/customers/{customer}/jobs',
    messageGroupId: MappingValue.requestPathParam('customer'),
    messageDeduplicationId: MappingValue.requestHeader('idempotency-key'),
  });
  expect(requestParameters()).toMatchObject({
    MessageGroupId: '$request.path.customer',
    MessageDeduplicationId: '$request.header.idempotency-key',
  });
});

test('a standard queue may be fair to the groups of its jobs', () => {
  endpoint({ messageGroupId: MappingValue.requestHeader('tenant') });
  expect(requestParameters()['MessageGroupId']).toBe('$request.header.tenant');
  expect(requestParameters()).not.toHaveProperty('MessageDeduplicationId');
});

test('web pages that may post jobs can read the job id', () => {
  endpoint({
    jobIdHeader: 'x-job',
    cors: { allowOrigins: ['https://shop.example'], allowMethods: [CorsHttpMethod.POST] },
  });
  expect(only(stack, 'AWS::ApiGatewayV2::Api').properties['CorsConfiguration']).toEqual({
    AllowOrigins: ['https://shop.example'],
    AllowMethods: ['POST'],
    ExposeHeaders: ['x-job'],
  });
});

test('the url says where to post', () => {
  const { url } = endpoint({ path: '/v1/jobs' });
  expect(JSON.stringify(stack.resolve(url))).toContain('/v1/jobs');
  expect(only(stack, 'AWS::ApiGatewayV2::Stage').properties['StageName']).toBe('$default');
});

test('a queue without a group for its FIFO messages, and everything else that is wrong, comes in one error', () => {
  const region = new Stack(newApp(), 'Here', { env: { account: '111122223333', region: 'eu-west-1' } });
  const elsewhere = sqs.Queue.fromQueueArn(region, 'Elsewhere', 'arn:aws:sqs:us-east-1:111122223333:orders.fifo');
  const wrong = () =>
    new JobEndpoint(new Stack(newApp(), 'S', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Jobs', {
      queue: elsewhere,
      path: 'jobs',
      jobIdHeader: 'x-amzn-job',
      throttling: { rateLimit: 0, burstLimit: 1.5 },
      messageDeduplicationId: MappingValue.custom('always-the-same'),
    });
  for (const id of ['Region', 'Path', 'Group', 'Value', 'Header', 'Throttling']) {
    expect(wrong).toThrow(`[Spillway:JobEndpoint${id}]`);
  }
  expect(wrong).toThrow("'throttling.rateLimit' must be");
  expect(wrong).toThrow("'throttling.burstLimit' must be");
});

test.each([
  ['Deduplication', { messageDeduplicationId: MappingValue.requestHeader('key') }],
  ['PathParameter', { messageGroupId: MappingValue.requestPathParam('customer') }],
])('refused: %s', (id, props) => {
  expect(() => endpoint(props)).toThrow(`[Spillway:JobEndpoint${id}]`);
});

test.each(FLAGS)(
  'with %s of the feature flags it makes no cycle and no warning, across stacks too',
  (_name, context) => {
    const found = complaints(context, (app) => {
      const back = new Stack(app, 'Back');
      const encryptionKey = new kms.Key(back, 'Key');
      const queue = new WorkQueue(back, 'Orders', { fifo: {}, encryptionKey });
      const front = new Stack(app, 'Front');
      new JobEndpoint(front, 'Ordered', { queue, messageGroupId: MappingValue.requestHeader('customer-id') });
      new JobEndpoint(front, 'Jobs', {
        queue: new WorkQueue(front, 'Other'),
        authorizer: new HttpJwtAuthorizer('Users', 'https://issuer.example', { jwtAudience: ['jobs'] }),
        cors: { allowOrigins: ['https://shop.example'] },
      });
    });
    expect(found).toEqual([]);
  },
);
