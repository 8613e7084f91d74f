import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { deadLettersOf, describeDeadLetters, keepConsuming, type LabPlay, Ledger, times } from '../contract';
import { deadLetterQueues } from '../contract/pages';

interface Hour {
  readonly tried: Ledger;
  readonly shipped: Ledger;
  /** Undefined when there is no dead-letter queue. */
  readonly deadLetters: readonly string[] | undefined;
}

const poison = 'order 13';
const unlucky = 'order 7';
const orders = ['order 1', unlucky, poison, 'order 20'];
const end = 600;

export const play: LabPlay<Hour> = {
  async setup({ sqs, queueUrl }) {
    const url = await queueUrl('orders');
    for (const order of orders) await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: order }));
  },

  async observe(scene) {
    const url = await scene.queueUrl('orders');
    const consume = scene.code.exported('consumer.ts', 'consume');
    const tried = new Ledger();
    const shipped = new Ledger();
    const working = keepConsuming(scene, end, () =>
      consume(scene.sqs, url, async (order: string) => {
        tried.write(order, scene.now());
        await scene.sleep(1);
        if (order === poison) throw new Error(`${order} has no address`);
        if (order === unlucky && tried.times(order) === 1) throw new Error('out of paper');
        shipped.write(order, scene.now());
      }),
    );
    await scene.pass(end + 60);
    await working;
    return { tried, shipped, deadLetters: await deadLettersOf(scene, url) };
  },

  tell: ({ tried, shipped, deadLetters }) => [
    ...tried.lines('tried'),
    `shipped: ${orders.filter((order) => shipped.times(order) > 0).join(', ')}`,
    describeDeadLetters(deadLetters),
  ],

  checks: [
    {
      name: 'Order 13 is tried 3 times, and not again',
      expected: '3 times',
      why: 'Without a redrive policy a message comes back until its retention is over. With one it is given out maxReceiveCount times.',
      page: deadLetterQueues,
      look: ({ tried }) => ({ holds: tried.times(poison) === 3, observed: times(tried.times(poison)) }),
    },
    {
      name: 'Order 13 lies in a dead-letter queue',
      expected: `one dead letter: ${poison}`,
      why: 'What would be received once more than maxReceiveCount moves to the queue that the redrive policy names. Deleting it in the consumer would lose it.',
      page: deadLetterQueues,
      look: ({ deadLetters }) => ({
        holds: deadLetters?.join() === poison,
        observed: describeDeadLetters(deadLetters),
      }),
    },
    {
      name: 'The other orders are shipped, order 7 at its second try',
      expected: 'each once',
      why: 'maxReceiveCount 1 moves what would have succeeded at the next try.',
      page: deadLetterQueues,
      look: ({ shipped }) => {
        const others = orders.filter((order) => order !== poison);
        return {
          holds: others.every((order) => shipped.times(order) === 1),
          observed: others.map((order) => `${order}: ${times(shipped.times(order))}`).join(', '),
        };
      },
    },
  ],
};
