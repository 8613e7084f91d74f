import { InvalidOptionError, runWorker, type WorkerSettings } from '../../../consumer';
import { InMemoryPort, MemoryLogger } from '../../../consumer/testing';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders';

const RANGES: readonly [WorkerSettings, string][] = [
  [
    { concurrency: 0 },
    "'concurrency' must be a whole number from 1 to 10000, got 0. It is the number of messages worked on at a time. " +
      'Give a number in that range.',
  ],
  [
    { visibilityTimeout: 43_201 },
    "'visibilityTimeout' must be a whole number from 2 to 43200, got 43201. " +
      'It is the VisibilityTimeout of a receive, and must leave time to extend it. Give a number in that range.',
  ],
  [
    { waitTime: 0 },
    "'waitTime' must be a whole number from 1 to 20, got 0. It is the WaitTimeSeconds of a receive, and with 0 an empty " +
      'queue would be asked without a pause. Give a number in that range.',
  ],
  [
    { waitTime: 20, drainBudget: 25 },
    "'drainBudget' must be a whole number from 26 to 43200, got 25. A receive may be waiting for 20 s ('waitTime') and " +
      'is never cut off, because SQS may already have hidden messages for it. Give a number in that range.',
  ],
  [
    { healthPort: 70_000 },
    "'healthPort' must be a whole number from 0 to 65535, got 70000. It is a TCP port, and 0 takes a free one. " +
      'Give a number in that range.',
  ],
];

const NAMES: readonly [WorkerSettings, string][] = [
  [
    { queueUrl: 'orders' },
    "'queueUrl' must be the URL of a queue, got 'orders'. A worker receives from one queue. " +
      "Give 'queueUrl', or set the environment variable SPILLWAY_QUEUE_URL.",
  ],
  [
    { queueArn: 'orders' },
    "'queueArn' must be an ARN, got 'orders'. Handlers see it as each message's source. " +
      "Give one such as 'arn:aws:sqs:us-east-1:111122223333:orders', or leave it out: the URL says it.",
  ],
  [
    { deadLetterQueueUrl: 'orders-dlq' },
    "'deadLetterQueueUrl' must be the URL of a queue, got 'orders-dlq'. What can never succeed is sent to it. " +
      'Give its URL, or leave it out: SPILLWAY_DEAD_LETTER_QUEUE_URL names it, or SQS moves such messages.',
  ],
  [
    { signals: ['SIGTERM', 'SIGKILL'] },
    "'signals' must be signals that a process can catch, got 'SIGKILL'. The worker drains on them. " +
      "Give names such as 'SIGTERM', or [] for none.",
  ],
];

test.each([...RANGES, ...NAMES])('%j is refused, with what to change, before anything is received', (bad, message) => {
  const port = new InMemoryPort();
  const options = { queueUrl, port, logger: new MemoryLogger(), signals: [], process: () => undefined, ...bad };
  expect(() => runWorker(options)).toThrow(new InvalidOptionError(message));
  expect(port.requests).toEqual([]);
});

test("'instance' by name, as code without types may give it, is refused", () => {
  const port = new InMemoryPort();
  const options = JSON.parse('{ "instance": "ec2" }');
  expect(() => runWorker({ queueUrl, port, signals: [], process: () => undefined, ...options })).toThrow(
    new InvalidOptionError(
      "'instance' must be an Instance, got \"ec2\". It says when the worker's machine ends. " +
        "Give ec2Instance() of 'cdk-spillway/consumer/ec2', or leave it out.",
    ),
  );
});

test('a worker without a queue is told which variable would name it', () => {
  expect(() => runWorker({ process: () => undefined })).toThrow("got ''. A worker receives from one queue.");
});
