import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { type Depth, depthOf, describeDepth, type LabPlay, Ledger, round } from '../contract';
import { delayQueues, messageTimers } from '../contract/pages';

interface Morning {
  readonly received: Ledger;
  readonly depthAfterPlacing: Depth;
}

const orders = [
  { id: 'A', express: false },
  { id: 'B', express: true },
  { id: 'C', express: false },
];
const usual = orders.filter(({ express }) => !express);
const express = orders.filter((order) => order.express);
const tenMinutes = 600;
const latest = tenMinutes + 30;

export const play: LabPlay<Morning> = {
  async observe(scene) {
    const url = await scene.queueUrl('orders');
    const place = scene.code.exported('producer.ts', 'place');
    for (const order of orders) await place(scene.sqs, url, order);
    const depthAfterPlacing = await depthOf(scene, url);

    const received = new Ledger();
    while (scene.now() <= 900) {
      // Hidden for the rest of the story, so that each order is seen once.
      const { Messages = [] } = await scene.sqs.send(
        new ReceiveMessageCommand({
          WaitTimeSeconds: scene.pollSeconds,
          QueueUrl: url,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 3_600,
        }),
      );
      for (const { Body = '' } of Messages) received.write(orderIn(Body), scene.now());
      await scene.pass(scene.now() < 5 ? 1 : 5);
    }
    return { received, depthAfterPlacing };
  },

  tell: ({ received, depthAfterPlacing }) => [
    `after placing 2 orders and 1 express order: ${describeDepth(depthAfterPlacing)}`,
    ...orders.map(({ id, express }) => `${express ? 'express order' : 'order'} ${id}: ${arrival(received, id)}`),
  ],

  checks: [
    {
      name: 'An order cannot be received for 10 minutes',
      expected: `orders A and C: not before ${tenMinutes} s`,
      why: 'Without a delay a message is visible as soon as it was sent. A delay of the queue or a timer of the message hides it before its first receive.',
      page: delayQueues,
      look: ({ received }) => ({
        holds: usual.every(({ id }) => (received.first(id) ?? latest) >= tenMinutes),
        observed: usual.map(({ id }) => `${id}: ${arrival(received, id)}`).join(', '),
      }),
    },
    {
      name: 'An order can be received at the latest half a minute after that',
      expected: `orders A and C: by ${latest} s`,
      why: 'The delay is given in seconds and is over to the second; 900 is the longest.',
      page: delayQueues,
      look: ({ received }) => ({
        holds: usual.every(({ id }) => (received.first(id) ?? Number.POSITIVE_INFINITY) <= latest),
        observed: usual.map(({ id }) => `${id}: ${arrival(received, id)}`).join(', '),
      }),
    },
    {
      name: 'An express order can be received at once',
      expected: 'order B: within 2 s',
      why: 'A message without a timer has the delay of its queue. DelaySeconds of the message goes before that, also when it is 0.',
      page: messageTimers,
      look: ({ received }) => ({
        holds: express.every(({ id }) => (received.first(id) ?? Number.POSITIVE_INFINITY) <= 2),
        observed: express.map(({ id }) => `${id}: ${arrival(received, id)}`).join(', '),
      }),
    },
  ],
};

function arrival(received: Ledger, id: string): string {
  const first = received.first(id);
  return first === undefined ? 'not received within 15 minutes' : `received after ${round(first)} s`;
}

/** The learner may send the order in another form, as long as its id is in it. */
function orderIn(body: string): string {
  return orders.find(({ id }) => body.includes(`"${id}"`) || body === id)?.id ?? body;
}
