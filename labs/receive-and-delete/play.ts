import { SendMessageCommand } from '@aws-sdk/client-sqs';
import {
  type ConsumerProblem,
  type Depth,
  depthOf,
  describeDepth,
  keepConsuming,
  type LabPlay,
  Ledger,
  left,
  times,
} from '../contract';
import { deleteMessage, receiveMessage, visibilityTimeout } from '../contract/pages';

interface Morning {
  readonly shipped: Ledger;
  readonly depth: Depth;
  readonly jammed: boolean;
  readonly problems: readonly ConsumerProblem[];
}

const orders = ['order 1', 'order 2', 'order 3'];
/** Its label jams at the first try. */
const unlucky = 'order 2';

export const play: LabPlay<Morning> = {
  async setup({ sqs, queueUrl }) {
    const url = await queueUrl('orders');
    for (const order of orders) await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: order }));
  },

  async observe(scene) {
    const url = await scene.queueUrl('orders');
    const consume = scene.code.exported('consumer.ts', 'consume');
    const shipped = new Ledger();
    let jammed = false;
    const ship = async (order: string): Promise<void> => {
      await scene.sleep(1);
      if (order === unlucky && !jammed) {
        jammed = true;
        throw new Error(`the printer jammed at ${order}`);
      }
      shipped.write(order, scene.now());
    };
    const working = keepConsuming(scene, 240, () => consume(scene.sqs, url, ship));
    await scene.pass(300);
    return { shipped, jammed, problems: await working, depth: await depthOf(scene, url) };
  },

  tell: ({ shipped, problems, depth }) => [
    ...shipped.lines('shipped'),
    ...problems.slice(0, 3).map(({ at, message }) => `at ${Math.round(at)} s the consumer failed: ${message}`),
    `after 5 minutes: ${describeDepth(depth)}`,
  ],

  checks: [
    {
      name: 'Every order is shipped exactly once',
      expected: 'order 1, 2 and 3: once',
      why: 'A receive only hides a message for the visibility timeout. What nobody deletes becomes visible again and is received again.',
      page: receiveMessage,
      look: ({ shipped }) => ({
        // Of an order that never arrived another check speaks.
        holds: orders.every((order) => shipped.times(order) <= 1),
        observed: orders.map((order) => `${order}: ${times(shipped.times(order))}`).join(', '),
      }),
    },
    {
      name: 'The queue is empty in the end',
      expected: '0 visible, 0 in flight, 0 delayed',
      why: 'DeleteMessage, with the receipt handle of the latest receive, is what takes a message out of the queue.',
      page: deleteMessage,
      look: ({ depth }) => ({ holds: left(depth) === 0, observed: describeDepth(depth) }),
    },
    {
      name: 'No order is lost, not even the one whose printer jammed',
      expected: 'every order shipped at least once, and the jammed one by a later receive',
      why: 'A message that is deleted before its work is done is gone when the work fails. Not deleted, it comes back after the visibility timeout.',
      page: visibilityTimeout,
      look: ({ shipped, jammed }) => {
        const lost = orders.filter((order) => shipped.times(order) === 0);
        return {
          holds: lost.length === 0 && jammed,
          observed: lost.length === 0 ? 'all were shipped' : `never shipped: ${lost.join(', ')}`,
        };
      },
    },
  ],
};
