import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { LabPlay, Scene } from '../contract';
import { deduplicationId } from '../contract/pages';

interface Day {
  readonly presses: readonly { readonly what: string; readonly paid: number }[];
  readonly doublePress: number;
  readonly twoOrders: number;
}

const coffee = (orderId: string, customer: string) => ({ orderId, customer, item: 'coffee' });

export const play: LabPlay<Day> = {
  async observe(scene) {
    const url = await scene.queueUrl('payments.fifo');
    const pay = scene.code.exported('producer.ts', 'pay');
    const pressed: { what: string; paid: number }[] = [];
    const press = async (what: string, orderId: string, customer: string): Promise<number> => {
      await pay(scene.sqs, url, coffee(orderId, customer));
      const paid = await take(scene, url);
      pressed.push({ what: `at ${Math.round(scene.now())} s ${customer} presses for ${what}`, paid });
      return paid;
    };
    const first = await press('order 1', 'order-1', 'Ann');
    await scene.pass(2);
    const again = await press('order 1 again', 'order-1', 'Ann');
    await scene.pass(60);
    const other = await press('order 2', 'order-2', 'Bob');
    await scene.pass(120);
    const friend = await press('order 3, the same for a friend', 'order-3', 'Bob');
    return { presses: pressed, doublePress: first + again, twoOrders: other + friend };
  },

  tell: ({ presses }) => presses.map(({ what, paid }) => `${what}: ${paid === 0 ? 'not delivered' : 'paid'}`),

  checks: [
    {
      name: 'Two orders of the same thing are paid twice',
      expected: 'payments: 2',
      why: 'Content-based deduplication compares the SHA-256 of the bodies. What tells two orders apart must be in the body or in the deduplication id.',
      page: deduplicationId,
      look: ({ twoOrders }) => ({ holds: twoOrders === 2, observed: `payments: ${twoOrders}` }),
    },
    {
      name: 'Pressing twice for one order pays once',
      expected: 'payments: 1',
      why: 'Within 5 minutes a message with a deduplication id that the queue has seen is accepted and not delivered. With a new id each time nothing is ever a duplicate.',
      page: deduplicationId,
      look: ({ doublePress }) => ({ holds: doublePress === 1, observed: `payments: ${doublePress}` }),
    },
  ],
};

/** Receives and deletes what is there. */
async function take({ sqs, pollSeconds }: Scene, url: string): Promise<number> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ WaitTimeSeconds: pollSeconds, QueueUrl: url, MaxNumberOfMessages: 10 }),
  );
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  return Messages.length;
}
