import { SQSClient } from '@aws-sdk/client-sqs';
import { consume, createSqsClient, QueueRequestError, sqsPort } from '../../../consumer';
import { invoke, MemoryLogger, sqsEvent } from '../../../consumer/testing';

const URL = 'https://sqs.us-east-1.amazonaws.com/111122223333/work';

interface Sent {
  readonly action: string;
  readonly host: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The real SDK with answers instead of a network: what it serializes is what SQS would get. */
function clientAnswering(status: number, answer: object, headers: Record<string, string> = {}) {
  const sent: Sent[] = [];
  const client = new SQSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    useQueueUrlAsEndpoint: false,
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: { headers: Record<string, string>; body: Uint8Array; hostname: string }) => {
        sent.push({
          action: request.headers['x-amz-target']?.split('.')[1] ?? '',
          host: request.hostname,
          input: JSON.parse(new TextDecoder().decode(request.body)),
        });
        const body = Buffer.from(JSON.stringify(answer));
        return {
          response: { statusCode: status, headers: { 'content-type': 'application/x-amz-json-1.0', ...headers }, body },
        };
      },
    },
  });
  return { client, sent, port: sqsPort(() => client) };
}

describe('the port on the AWS SDK', () => {
  test('deletes in one request and tells which entries failed and whose fault it is', async () => {
    const { port, sent } = clientAnswering(200, {
      Successful: [{ Id: '0' }],
      Failed: [
        { Id: '1', Code: 'InternalError', SenderFault: false },
        { Id: '2', Code: 'ReceiptHandleIsInvalid', Message: 'bad handle', SenderFault: true },
        { Id: '3', Code: 'KMS.ThrottlingException', SenderFault: true },
      ],
    });

    const result = await port.deleteBatch(
      URL,
      ['0', '1', '2', '3'].map((id) => ({ id, receiptHandle: `r${id}` })),
    );

    expect(sent[0]).toMatchObject({ action: 'DeleteMessageBatch', input: { QueueUrl: URL } });
    expect(result.successful).toEqual(['0']);
    expect(result.failed.map(({ id, code, senderFault }) => [id, code, senderFault])).toEqual([
      ['1', 'InternalError', false],
      ['2', 'ReceiptHandleIsInvalid', true],
      ['3', 'KMS.ThrottlingException', false],
    ]);
  });

  test('sends body, attributes, group, deduplication id and trace header', async () => {
    const { port, sent } = clientAnswering(200, { Successful: [], Failed: [] });

    await port.sendBatch(URL, [
      {
        id: '0',
        body: 'hello',
        messageAttributes: { blob: { dataType: 'Binary', binaryValue: Buffer.from([1, 2, 3]) } },
        groupId: 'g',
        deduplicationId: 'd',
        traceHeader: 'Root=1',
      },
    ]);

    expect(sent[0]).toMatchObject({
      action: 'SendMessageBatch',
      input: {
        Entries: [
          {
            Id: '0',
            MessageBody: 'hello',
            MessageAttributes: { blob: { DataType: 'Binary', BinaryValue: 'AQID' } },
            MessageGroupId: 'g',
            MessageDeduplicationId: 'd',
            MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1' } },
          },
        ],
      },
    });
  });

  test('changes visibility timeouts, 0 included', async () => {
    const { port, sent } = clientAnswering(200, { Successful: [], Failed: [] });

    await port.changeVisibilityBatch(URL, [{ id: '0', receiptHandle: 'r', visibilitySeconds: 0 }]);

    expect(sent[0]).toMatchObject({
      action: 'ChangeMessageVisibilityBatch',
      input: { Entries: [{ Id: '0', ReceiptHandle: 'r', VisibilityTimeout: 0 }] },
    });
  });

  test('receives with all attributes', async () => {
    const { port, sent } = clientAnswering(200, {
      Messages: [
        {
          MessageId: 'm',
          ReceiptHandle: 'r',
          Body: 'b',
          MD5OfBody: '92eb5ffee6ae2fec3ad71c777531578f',
          Attributes: { ApproximateReceiveCount: '2' },
        },
      ],
    });

    const messages = await port.receive(URL, { maxMessages: 10, waitSeconds: 20 });

    expect(sent[0]?.input).toMatchObject({
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 20,
      MessageSystemAttributeNames: ['All'],
    });
    expect(messages).toEqual([
      {
        messageId: 'm',
        receiptHandle: 'r',
        body: 'b',
        attributes: { ApproximateReceiveCount: '2' },
        messageAttributes: {},
      },
    ]);
  });

  test.each([
    [403, 'com.amazonaws.sqs#AccessDeniedException', true],
    [403, 'com.amazon.coral.service#ThrottlingException', false],
    [400, 'com.amazonaws.sqs#RequestThrottled', false],
    [400, 'com.amazonaws.sqs#KmsThrottled', false],
    [500, 'com.amazonaws.sqs#InternalError', false],
  ])('a request answered with %i %s is refused, sender’s fault: %p', async (status, type, senderFault) => {
    const { port } = clientAnswering(status, { __type: type, message: 'no' });

    const refused = port.deleteBatch(URL, [{ id: '0', receiptHandle: 'r' }]);

    await expect(refused).rejects.toBeInstanceOf(QueueRequestError);
    await expect(refused).rejects.toMatchObject({ senderFault });
  });

  test('asks its client’s own endpoint, not the host of the queue’s URL', async () => {
    const environment = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    };
    const before = { ...process.env };
    Object.assign(process.env, environment);
    try {
      const client = createSqsClient();
      let asked: unknown;
      client.middlewareStack.add(
        () => async (args) => {
          asked = args.request;
          return { response: {}, output: { $metadata: {}, Successful: [], Failed: [] } };
        },
        { step: 'finalizeRequest', priority: 'low' },
      );

      await sqsPort(() => client).deleteBatch(URL, [{ id: '0', receiptHandle: 'r' }]);

      expect(asked).toMatchObject({ hostname: '127.0.0.1', port: 4566 });
    } finally {
      process.env = before;
    }
  });
});

test('the queue’s URL follows from the ARN in the event', async () => {
  const { client, sent } = clientAnswering(200, { Successful: [{ Id: '0' }], Failed: [] });
  const handler = consume({ client, logger: new MemoryLogger(), process: () => undefined });

  await invoke(handler, sqsEvent([1], { queueArn: 'arn:aws-cn:sqs:cn-north-1:111122223333:work' }));

  expect(sent.map(({ action, input }) => [action, input['QueueUrl']])).toEqual([
    ['DeleteMessageBatch', 'https://sqs.cn-north-1.amazonaws.com.cn/111122223333/work'],
  ]);
});
