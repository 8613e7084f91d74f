import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { keepConsuming, type LabPlay, Ledger, round, type Scene } from '../contract';
import { messageGroups } from '../contract/pages';

const customers = ['Ann', 'Bob', 'Cleo'];
const bookings = customers.flatMap((customer) =>
  [1, 2, 3, 4].map((number) => ({ id: `${customer}-${number}`, customer })),
);
const end = 240;
const latest = 60;
/** The first one is the slowest: without order the second would be done before it. */
const secondsFor = (id: string): number => (id.endsWith('-1') ? 15 : 8);

export const play: LabPlay<Ledger> = {
  async observe(scene) {
    const url = await scene.queueUrl('accounts.fifo');
    const book = scene.code.exported('producer.ts', 'book');
    for (const booking of bookings) await book(scene.sqs, url, booking);
    const done = new Ledger();
    const workers = [0, 1, 2].map(() => keepConsuming(scene, end, () => workOnOne(scene, url, done)));
    await scene.pass(end + 60);
    await Promise.all(workers);
    return done;
  },

  tell: (done) => done.lines('carried out'),

  checks: [
    {
      name: 'All bookings are carried out within 60 seconds',
      expected: `the last one after at most ${latest} s`,
      why: 'While a message of a group is in flight, SQS gives out no other of that group. With one group for all, one worker works at a time.',
      page: messageGroups,
      look: (done) => {
        const last = Math.max(...bookings.map(({ id }) => done.first(id) ?? Number.POSITIVE_INFINITY));
        return {
          holds: last <= latest,
          observed: Number.isFinite(last) ? `after ${round(last)} s` : 'not all of them',
        };
      },
    },
    {
      name: 'The bookings of each customer are carried out in their order',
      expected: 'of each customer 1, 2, 3, 4',
      why: 'Only messages of the same group keep their order. Messages of different groups are worked on side by side.',
      page: messageGroups,
      look: (done) => {
        const orders = customers.map((customer) => [customer, orderOf(done, customer)] as const);
        return {
          holds: orders.every(([, order]) => order === '1, 2, 3, 4'),
          observed: orders.map(([customer, order]) => `${customer}: ${order}`).join('; '),
        };
      },
    },
  ],
};

async function workOnOne(scene: Scene, url: string, done: Ledger): Promise<void> {
  const { Messages = [] } = await scene.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
  for (const { Body = '', ReceiptHandle } of Messages) {
    const id = bookings.find((booking) => Body.includes(booking.id))?.id ?? Body;
    await scene.sleep(secondsFor(id));
    done.write(id, scene.now());
    await scene.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  }
}

function orderOf(done: Ledger, customer: string): string {
  return bookings
    .filter((booking) => booking.customer === customer && done.times(booking.id) > 0)
    .sort((a, b) => (done.first(a.id) ?? 0) - (done.first(b.id) ?? 0))
    .map(({ id }) => id.split('-')[1])
    .join(', ');
}
