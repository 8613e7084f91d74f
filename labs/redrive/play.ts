import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { type Depth, depthOf, describeDepth, type LabPlay, Ledger, left, type Scene, times } from '../contract';
import { deadLetterQueues, redriveTasks } from '../contract/pages';

interface Evening {
  readonly arrived: Ledger;
  readonly deadLetters: Depth;
  readonly problems: readonly string[];
}

const orders = Array.from({ length: 20 }, (_, index) => `order ${index + 1}`);

export const play: LabPlay<Evening> = {
  /** Three receives without a deletion: that is how they get there. */
  async setup(scene) {
    const url = await scene.queueUrl('orders');
    for (const order of orders) await scene.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: order }));
    for (let tries = 0; tries < 4; tries += 1) {
      while ((await receive(scene, url)).length > 0);
      await scene.pass(31);
    }
  },

  async observe(scene) {
    const ordersUrl = await scene.queueUrl('orders');
    const deadLetterQueueUrl = await scene.queueUrl('orders-dlq');
    const { Attributes = {} } = await scene.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: deadLetterQueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const redrive = scene.code.exported('redrive.ts', 'redrive');
    const queues = { ordersUrl, deadLetterQueueUrl, deadLetterQueueArn: Attributes['QueueArn'] };
    const problems: string[] = [];
    for (let start = 1; start <= 3; start += 1) {
      const running = Promise.resolve(redrive(scene.sqs, queues)).catch((error) => problems.push(String(error)));
      await scene.pass(600);
      await running;
    }
    const arrived = new Ledger();
    await takeAll(scene, ordersUrl, arrived);
    return { arrived, problems, deadLetters: await depthOf(scene, deadLetterQueueUrl) };
  },

  tell: ({ arrived, deadLetters, problems }) => [
    `orders that arrived: ${orders.filter((order) => arrived.times(order) > 0).length} of ${orders.length}`,
    `orders that arrived more than once: ${orders.filter((order) => arrived.times(order) > 1).length}`,
    `the dead-letter queue: ${describeDepth(deadLetters)}`,
    ...problems.map((problem) => `the script failed: ${problem}`),
  ],

  checks: [
    {
      name: 'Each order is in the queue once',
      expected: 'each of the 20 once',
      why: 'A receive returns at most ten messages, and a copy that is not followed by a deletion is made again the next time.',
      page: redriveTasks,
      look: ({ arrived }) => {
        const wrong = orders.filter((order) => arrived.times(order) !== 1);
        return {
          holds: wrong.length === 0,
          observed:
            wrong.length === 0
              ? 'each once'
              : wrong
                  .slice(0, 3)
                  .map((order) => `${order}: ${times(arrived.times(order))}`)
                  .join(', '),
        };
      },
    },
    {
      name: 'The dead-letter queue is empty',
      expected: '0 visible, 0 in flight, 0 delayed',
      why: 'What is moved leaves the dead-letter queue; what is only copied stays, and its alarm goes on.',
      page: deadLetterQueues,
      look: ({ deadLetters }) => ({ holds: left(deadLetters) === 0, observed: describeDepth(deadLetters) }),
    },
  ],
};

async function takeAll(scene: Scene, QueueUrl: string, arrived: Ledger): Promise<void> {
  for (;;) {
    const messages = await receive(scene, QueueUrl);
    if (messages.length === 0) return;
    for (const { Body = '', ReceiptHandle } of messages) {
      arrived.write(Body, 0);
      await scene.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

async function receive({ sqs, pollSeconds }: Scene, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ WaitTimeSeconds: pollSeconds, QueueUrl, MaxNumberOfMessages: 10 }),
  );
  return Messages;
}
