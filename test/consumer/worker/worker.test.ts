import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { runWorker } from '../../../consumer/adapters/worker';
import { MemoryLogger } from '../../../consumer/testing';
import { LocalCloud } from '../../../local';

const COUNT = 300;

test('a worker that is drained in the middle of a backlog loses nothing, and another one goes on', async () => {
  const cloud = await LocalCloud.start({ clock: 'real', port: 0 });
  try {
    const sqs = cloud.client(SQSClient);
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
    for (let first = 0; first < COUNT; first += 10) {
      const Entries = Array.from({ length: 10 }, (_, i) => ({ Id: String(i), MessageBody: JSON.stringify(first + i) }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    }
    const handled: number[] = [];
    const start = (until: number, enough: () => void) =>
      runWorker<number>({
        queueUrl: QueueUrl,
        client: sqs,
        logger: new MemoryLogger(),
        concurrency: 40,
        waitTime: 1,
        drainBudget: 10,
        signals: [],
        process: async (id) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          handled.push(id);
          if (handled.length >= until) enough();
        },
      });
    const runUntil = async (until: number) => {
      let enough: () => void = () => undefined;
      const reached = new Promise<void>((resolve) => (enough = resolve));
      const worker = start(until, enough);
      await reached;
      return worker.drain('scale-in');
    };

    const first = await runUntil(COUNT / 2);
    const second = await runUntil(COUNT);

    expect([first.complete, second.complete]).toEqual([true, true]);
    expect(handled.sort((a, b) => a - b)).toEqual(Array.from({ length: COUNT }, (_, id) => id));
    expect(first.completed + second.completed).toBe(COUNT);
    expect(first.requestsPerMessage).toBeLessThanOrEqual(0.3);
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const left = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
    expect(left.Attributes).toEqual({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' });
  } finally {
    await cloud.stop();
  }
});
