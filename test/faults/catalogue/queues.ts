import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { s3EventBody } from '../../../consumer/testing';
import type { FaultCase } from '../fault-case';
import type { World } from '../world/world';

const range = (count: number, from = 0): readonly number[] => Array.from({ length: count }, (_, index) => from + index);
const poison = (n: number): boolean => n % 4 === 1;
const followersDie = 'what is received with it in its FIFO group is given back, and SQS counts a receive for it too';
const sentAnew = 'a message move task sends it anew, with an id of its own';
const MENDED_AFTER_MS = 60_000;

/** Denies everybody these actions on a queue; returns what takes the denial back. */
async function deny({ sqs }: World, QueueUrl: string, ...actions: readonly string[]): Promise<() => Promise<void>> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy', 'QueueArn'] }),
  );
  const before = Attributes['Policy'] ?? '';
  const policy = before === '' ? { Version: '2012-10-17', Statement: [] } : JSON.parse(before);
  const denial = { Effect: 'Deny', Principal: '*', Action: actions, Resource: Attributes['QueueArn'] };
  const set = async (Policy: string) => {
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  };
  await set(JSON.stringify({ ...policy, Statement: [...policy.Statement, denial] }));
  return () => set(before);
}

async function redrive({ sqs, output }: World, rate?: number, DestinationArn = output('QueueArn')) {
  const { TaskHandle } = await sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: output('DeadLetterQueueArn'),
      DestinationArn,
      MaxNumberOfMessagesPerSecond: rate,
    }),
  );
  return TaskHandle;
}

async function statusOfRedrive({ sqs, output }: World): Promise<string | undefined> {
  const SourceArn = output('DeadLetterQueueArn');
  const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
  return Results[0]?.Status;
}

const expectStatus = async (world: World, status: string): Promise<void> => {
  const is = await statusOfRedrive(world);
  if (is !== status) throw new Error(`The redrive should be ${status} and is ${is}.`);
};

/** As S3 names it in its key: with a space, a plus, and letters that are not ASCII. */
const keyOf = (n: number): string => `files/${n} März + 四月 100%.csv`;

async function sendByBucket(world: World, count: number): Promise<void> {
  const { cloud, sqs, output } = world;
  const s3 = cloud.client(S3Client);
  for (const n of range(count)) {
    await s3.send(new PutObjectCommand({ Bucket: output('BucketName'), Key: keyOf(n), Body: String(n) }));
    world.sentByBucket(n);
  }
  // Once more, the last one first, and two objects in one message.
  for (const n of [...range(count / 2)].reverse()) {
    const events = [keyOf(2 * n + 1), keyOf(2 * n)].map((key) => ({ key, bucket: output('BucketName') }));
    await sqs.send(new SendMessageCommand({ QueueUrl: output('QueueUrl'), MessageBody: s3EventBody(...events) }));
  }
}

/** Somebody changes the queues while they are used. */
export const queues: readonly FaultCase[] = [
  {
    name: 'queue policy revoked',
    how: 'the queue denies everybody to receive, delete, change visibility and send, for a minute in the middle of the work',
    during: async (world) => {
      await world.cloud.advance(120);
      const allow = await deny(
        world,
        world.output('QueueUrl'),
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:SendMessage',
      );
      await world.cloud.advance(60_000);
      await allow();
    },
    lastsSeconds: 300,
    costs: { repeats: 'a message that is done could not be deleted' },
  },
  {
    name: 'dead-letter queue denies all',
    how: "its policy denies everybody sqs:SendMessage: the engine's dead letters are refused, SQS's own moves are not",
    send: async (world, count) => {
      await deny(world, world.output('DeadLetterQueueUrl'), 'sqs:SendMessage');
      const act = (n: number) => (n % 8 === 1 ? 'permanent' : 'throw');
      await world.send(range(count).map((n) => ({ n, always: poison(n) ? act(n) : 'ok' })));
    },
    lastsSeconds: 600,
    costs: { dies: poison, followersDie },
  },
  {
    name: 'dead-letter queue deleted',
    how: 'DeleteQueue between two sends; ten minutes later it is there again',
    send: async (world, count) => {
      const { cloud, sqs, output, options } = world;
      await world.send(range(count / 2).map((n) => ({ n: 4 * n })));
      const QueueUrl = output('DeadLetterQueueUrl');
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      const act = (n: number) => (n % 8 === 1 ? 'permanent' : 'throw');
      await world.send(range(count, 1_000).map((n) => ({ n, always: poison(n) ? act(n) : 'ok' })));
      await cloud.advance(600_000);
      const Attributes = options.queue === 'fifo' ? { FifoQueue: 'true' } : undefined;
      await sqs.send(new CreateQueueCommand({ QueueName: QueueUrl.split('/').at(-1), Attributes }));
    },
    lastsSeconds: 600,
    costs: {
      dies: poison,
      followersDie,
      movedLate: 'while there is no dead-letter queue, a message stays and is received on',
    },
  },
  {
    name: 'retention ends',
    how: 'a minute of retention and no receive brings anything for two; then more messages come',
    send: async (world, count) => {
      const QueueUrl = world.output('QueueUrl');
      const Attributes = { MessageRetentionPeriod: '60' };
      await world.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
      await world.cloud.advance(60_000);
      const stop = await deny(world, QueueUrl, 'sqs:ReceiveMessage');
      await world.send(range(count / 2).map((n) => ({ n })));
      await world.cloud.advance(120_000);
      await stop();
      await world.send(range(count / 2, count / 2).map((n) => ({ n })));
    },
    costs: { expires: true },
  },
  {
    name: 'redrive while consuming',
    how: 'a defect dead-letters every fourth message; it is mended, and all are moved back while others are sent',
    job: (n, now) => ({ brokenUntil: poison(n) ? now + MENDED_AFTER_MS : undefined }),
    during: async (world, count) => {
      await world.cloud.advance(MENDED_AFTER_MS);
      await redrive(world, 2);
      await world.send(range(count, 1_000).map((n) => ({ n })));
    },
    costs: { sentAnew },
  },
  {
    name: 'redrive cancelled, destination deleted',
    how: 'one redrive is cancelled half-way, one loses its destination, the third one completes',
    job: (n, now) => ({ brokenUntil: poison(n) ? now + MENDED_AFTER_MS : undefined }),
    during: async (world) => {
      const { cloud, sqs, options } = world;
      await cloud.advance(MENDED_AFTER_MS);
      const TaskHandle = await redrive(world, 1);
      await cloud.advance(1_500);
      await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
      await cloud.advance(5_000);
      await expectStatus(world, 'CANCELLED');
      const [suffix, Attributes] = options.queue === 'fifo' ? ['.fifo', { FifoQueue: 'true' }] : ['', undefined];
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `elsewhere${suffix}`, Attributes }));
      const elsewhere = world.output('QueueArn').replace(/[^:]*$/, `elsewhere${suffix}`);
      await redrive(world, 1, elsewhere);
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      await cloud.advance(5_000);
      await expectStatus(world, 'FAILED');
      await redrive(world);
      await cloud.advance(60_000);
      await expectStatus(world, 'COMPLETED');
    },
    costs: { sentAnew },
  },
  {
    name: 'S3: test event, encoded keys, duplicate and reordered events',
    how: 'S3 tells of objects whose keys need encoding; their events come again in reverse order, two in a message',
    send: sendByBucket,
    costs: { repeats: 'S3 tells of an event at least once' },
    check: ({ journal }) =>
      journal.filter(({ n, key }) => key !== keyOf(n)).map(({ key }) => `the key ${key} was not decoded`),
    impossible: { fifo: 'S3 does not notify FIFO queues' },
  },
];
