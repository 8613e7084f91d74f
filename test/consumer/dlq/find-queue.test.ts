import { deadLetterAccess, findDeadLetterQueue, parseQueueReference } from '../../../consumer/dlq';
import { arnOf } from '../../local/sqs/sqs-cloud';
import { DeadLetters } from './dead-letters';

let letters: DeadLetters;
beforeEach(async () => {
  letters = await DeadLetters.start();
});
afterEach(() => letters.stop());

test.each([
  ['orders-dlq', 'dead-letter queue'],
  [arnOf('orders-dlq'), 'dead-letter queue'],
  ['https://sqs.us-east-1.amazonaws.com/111122223333/orders-dlq', 'dead-letter queue'],
  ['orders', 'source queue'],
  [arnOf('orders'), 'source queue'],
])('%s is the %s', async (reference, taken) => {
  expect(await findDeadLetterQueue(letters.access, reference)).toMatchObject({
    arn: arnOf('orders-dlq'),
    fifo: false,
    taken,
    sources: [arnOf('orders')],
  });
});

test.each(['orders-dlq', 'returns'])('all source queues are found, also by the name of one: %s', async (reference) => {
  await letters.sqs.createQueue('returns', {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf('orders-dlq'), maxReceiveCount: 3 }),
  });
  const { sources } = await findDeadLetterQueue(letters.access, reference);
  expect([...sources].sort()).toEqual([arnOf('orders'), arnOf('returns')]);
});

test('a queue that has no dead-letter queue and is none is refused', async () => {
  await letters.sqs.createQueue('alone');
  await expect(findDeadLetterQueue(letters.access, 'alone')).rejects.toThrow(
    "'QUEUE' must be a dead-letter queue or a queue that has one, got arn:aws:sqs:us-east-1:111122223333:alone.",
  );
});

test("a missing queue is AWS's own error", async () => {
  await expect(findDeadLetterQueue(letters.access, 'nowhere')).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});

test('what is no queue is refused before any request', () => {
  for (const text of ['two words', 'arn:aws:s3:::photos', 'https://example.com/orders', 'a'.repeat(81), '']) {
    expect(() => parseQueueReference(text)).toThrow("'QUEUE' must be the name, URL or ARN of an SQS queue");
  }
});

test('an ARN and a URL of AWS tell the region', () => {
  expect(parseQueueReference('arn:aws:sqs:eu-west-1:111122223333:orders')).toMatchObject({ region: 'eu-west-1' });
  expect(parseQueueReference('https://sqs.eu-west-1.amazonaws.com/111122223333/orders')).toMatchObject({
    region: 'eu-west-1',
  });
});

test('a client is made from the environment where none is given', () => {
  expect(deadLetterAccess().waitSeconds).toBe(1);
});
