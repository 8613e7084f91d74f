import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ConsumeOptions, consume, createProducer, runWorker } from '../../../consumer';
import { systemClock } from '../../../consumer/engine/clock';
import { idempotent } from '../../../consumer/idempotency';
import { deliver, InMemoryPort, MemoryLogger, TEST_QUEUE_ARN } from '../../../consumer/testing';
import { LocalCloud } from '../../../local';
import { queueUrl } from '../../../model/arn';
import { DynamoDbDouble } from './dynamodb-double';

interface Order {
  readonly orderId: string;
  readonly total: number;
}

let table: DynamoDbDouble;
let client: DynamoDBClient;
beforeEach(async () => {
  table = await DynamoDbDouble.start();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new DynamoDBClient({ endpoint: table.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterEach(() => {
  client.destroy();
  table.stop();
});

const byOrder = () =>
  idempotent<Order>({
    persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'done', awsSdkV3Client: client }),
    key: ({ orderId }) => orderId,
    fingerprint: ({ total }) => total,
  });

/** What one invocation makes of orders, in their order. In real time: virtual time does not wait for sockets. */
async function handle(options: ConsumeOptions<Order>, orders: readonly Order[]) {
  const port = new InMemoryPort(systemClock);
  const logger = new MemoryLogger();
  const source = queueUrl(TEST_QUEUE_ARN);
  await createProducer<Order>({ queueUrl: source, port }).sendAll(orders.map((payload) => ({ payload })));
  await deliver(port, consume({ ...options, concurrency: 1, port, logger, deadLetterQueueUrl: `${source}-dead` }));
  const number = (id: unknown) => Number(/\d+$/.exec(String(id))?.[0]);
  return [...logger.outcomes].sort((a, b) => number(a['messageId']) - number(b['messageId']));
}

test("with Powertools' DynamoDB layer a key is done once, in two requests; a repeat costs one", async () => {
  const paid: string[] = [];
  const consumer = {
    idempotency: byOrder(),
    process: ({ orderId }: Order) => {
      paid.push(orderId);
      if (orderId === 'fails') throw new Error('the bank is closed');
    },
  };
  const outcomes = await handle(consumer, [
    { orderId: '7', total: 10 },
    { orderId: '7', total: 10 },
    { orderId: '7', total: 11 },
    { orderId: 'fails', total: 1 },
  ]);

  expect(paid).toEqual(['7', 'fails']);
  expect(outcomes.map(({ outcome, note }) => note ?? outcome)).toEqual(['ack', 'duplicate', 'deadLetter', 'retry']);
  expect(table.requests).toEqual(['PutItem', 'UpdateItem', 'PutItem', 'PutItem', 'PutItem', 'DeleteItem']);
  expect([...table.items.values()]).toMatchObject([
    {
      id: { S: expect.stringMatching(/^spillway#/) },
      status: { S: 'COMPLETED' },
      validation: { S: expect.any(String) },
    },
  ]);
});

test('a table that cannot be reached is a retry', async () => {
  table.stop();
  const paid: string[] = [];
  const consumer = { idempotency: byOrder(), process: ({ orderId }: Order) => void paid.push(orderId) };
  const outcomes = await handle(consumer, [{ orderId: '7', total: 10 }]);
  expect(outcomes).toMatchObject([{ outcome: 'retry', reason: expect.stringContaining('ECONNREFUSED') }]);
  expect(paid).toEqual([]);
});

test('two workers on one queue apply each effect once, with a producer that sends everything three times', async () => {
  const cloud = await LocalCloud.start({ clock: 'real', port: 0 });
  try {
    const sqs = cloud.client(SQSClient);
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
    const producer = createProducer<Order>({ queueUrl: QueueUrl, client: sqs });
    const orders = Array.from({ length: 20 }, (_, n) => ({ payload: { orderId: String(n), total: n } }));
    await producer.sendAll([...orders, ...orders, ...orders]);
    const paid: string[] = [];
    const start = () =>
      runWorker<Order>({
        queueUrl: QueueUrl,
        client: sqs,
        logger: new MemoryLogger(),
        signals: [],
        waitTime: 1,
        // What comes while its like is in hand waits for 20 s otherwise.
        visibilityTimeout: 2,
        drainBudget: 10,
        idempotency: idempotent({
          persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'done', awsSdkV3Client: client }),
          key: ({ orderId }) => orderId,
          inProgressSeconds: 1,
        }),
        process: async ({ orderId }) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          paid.push(orderId);
        },
      });
    const workers = [start(), start()];
    const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    for (let left = 1; left > 0; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
      const { Attributes } = await sqs.send(command);
      left = AttributeNames.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
    }
    const reports = await Promise.all(workers.map((worker) => worker.drain()));

    expect(paid.sort()).toEqual(orders.map(({ payload }) => payload.orderId).sort());
    expect(reports.reduce((sum, { completed }) => sum + completed, 0)).toBe(60);
    expect(reports.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(40);
  } finally {
    await cloud.stop();
  }
});
