import { randomBytes } from 'node:crypto';
import { InvokeCommand, LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { LocalCloud } from '../../../local';
import { deployFunction, type FunctionStack } from './function-stack';
import { send } from './queue-actions';

let cloud: LocalCloud;

afterEach(() => cloud.stop());

async function deploy(code: string, clock: 'real' | 'virtual', memorySize = 256): Promise<FunctionStack> {
  cloud = await LocalCloud.start({ clock });
  return deployFunction(cloud, { code, memorySize });
}

async function invoke(stack: FunctionStack, payload: unknown = {}) {
  const answer = await cloud
    .client(LambdaClient)
    .send(new InvokeCommand({ FunctionName: stack.functionName, Payload: JSON.stringify(payload), LogType: 'Tail' }));
  return {
    error: answer.FunctionError,
    result: JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8')),
    log: Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8'),
  };
}

test.each(['real', 'virtual'] as const)(
  'on the %s clock a function returns what it makes of its event',
  async (clock) => {
    const stack = await deploy(
      `exports.handler = async (event, context) => { console.log('hello'); return { twice: event.number * 2, left: context.getRemainingTimeInMillis() > 0 }; };`,
      clock,
    );
    expect(await invoke(stack, { number: 21 })).toEqual({
      error: undefined,
      result: { twice: 42, left: true },
      log: 'hello\n',
    });
  },
);

test('a function that sleeps does not hold up the caller for longer than its virtual time needs', async () => {
  const stack = await deploy(
    `exports.handler = async () => { await new Promise((resolve) => setTimeout(resolve, 10_000)); return Date.now(); };`,
    'virtual',
  );
  const answer = invoke(stack);
  await cloud.advance(10_000);
  expect((await answer).result).toBe(Date.UTC(2026, 0, 1, 0, 0, 10));
});

test('an error is the function’s answer, with type, message and stack', async () => {
  const stack = await deploy(`exports.handler = async () => { throw new RangeError('too far'); };`, 'virtual');
  const { error, result } = await invoke(stack);
  expect(error).toBe('Unhandled');
  expect(result).toMatchObject({
    errorType: 'RangeError',
    errorMessage: 'too far',
    trace: expect.arrayContaining(['RangeError: too far']),
  });
});

test('callback handlers and ES modules run too', async () => {
  const stack = await deploy(
    `exports.handler = (event, context, callback) => setTimeout(() => callback(null, 'called back'), 1);`,
    'real',
  );
  expect((await invoke(stack)).result).toBe('called back');
});

test('an object of many megabytes passes through a function in both directions, byte by byte', async () => {
  const stack = await deploy(
    `const { S3Client, GetObjectCommand, PutObjectCommand } = require('@aws-sdk/client-s3');
     const s3 = new S3Client({});
     exports.handler = async () => {
       const { Body, ContentLength } = await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: 'in' }));
       await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'out', Body, ContentLength }));
       return ContentLength;
     };`,
    'virtual',
    512,
  );
  const s3 = cloud.client(S3Client);
  const bytes = randomBytes(20 * 1024 * 1024 + 13);
  await s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: 'in', Body: bytes }));
  expect((await invoke(stack)).result).toBe(bytes.length);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key: 'out' }));
  expect(Buffer.compare(Buffer.from((await Body?.transformToByteArray()) ?? []), bytes)).toBe(0);
});

test('a function may itself poll a queue long, and virtual time passes meanwhile', async () => {
  const stack = await deploy(
    `const { SQSClient, ReceiveMessageCommand } = require('@aws-sdk/client-sqs');
     const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
     exports.handler = async ({ queue }) => {
       const begun = Date.now();
       const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 10 }));
       return { waited: Date.now() - begun, bodies: Messages.map(({ Body }) => Body) };
     };`,
    'virtual',
  );
  // The dead-letter queue has no mapping; the role may not read it, so the queue's own mapping is the empty one here.
  const empty = invoke(stack, { queue: stack.queueUrl });
  await cloud.advance(12_000);
  expect((await empty).result).toEqual({ waited: 10_000, bodies: [] });
});

test('reserved concurrency of zero throttles every invocation', async () => {
  const stack = await deploy(`exports.handler = async () => 1;`, 'virtual');
  const lambda = cloud.client(LambdaClient);
  await lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName: stack.functionName, ReservedConcurrentExecutions: 0 }),
  );
  await expect(lambda.send(new InvokeCommand({ FunctionName: stack.functionName }))).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    $metadata: { httpStatusCode: 429 },
  });
}, 30_000);

test('on the real clock messages are processed as they come', async () => {
  const stack = await deploy(
    `const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
     exports.handler = async (event) => {
       for (const { body } of event.Records) await new S3Client({}).send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: body, Body: body }));
     };`,
    'real',
  );
  const stored = new Promise((resolve) =>
    cloud.events.subscribe((event) => {
      if (event.type === 's3.object-created') resolve(event['key']);
    }),
  );
  await send(cloud, stack.queueUrl, 'one');
  expect(await stored).toBe('one');
});
