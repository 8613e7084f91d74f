import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type ConsumerProblem, countRequests, keepConsuming, type LabPlay, Ledger, round, times } from '../contract';
import { polling } from '../contract/pages';

interface TwoMinutes {
  readonly answered: Ledger;
  readonly receives: number;
  readonly emptyReceives: number;
  readonly problems: readonly ConsumerProblem[];
}

const tickets = [
  { ticket: 'printer on fire', sentAt: 30 },
  { ticket: 'forgot my password', sentAt: 75 },
];
const end = 120;
const mostRequests = 12;
const slowest = 2;

export const play: LabPlay<TwoMinutes> = {
  async observe(scene) {
    const url = await scene.queueUrl('tickets');
    const consume = scene.code.exported('consumer.ts', 'consume');
    const answered = new Ledger();
    const requests = countRequests(scene);
    const working = keepConsuming(scene, end, () =>
      consume(requests.sqs, url, async (ticket: string) => answered.write(ticket, scene.now())),
    );
    for (const { ticket, sentAt } of tickets) {
      await scene.pass(sentAt - scene.now());
      await scene.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: ticket }));
    }
    await scene.pass(end - scene.now());
    const { receives, emptyReceives } = requests;
    await scene.pass(60);
    return { answered, receives, emptyReceives, problems: await working };
  },

  tell: ({ answered, receives, emptyReceives, problems }) => [
    `${receives} ReceiveMessage requests in 2 minutes, ${emptyReceives} of them answered without a message`,
    `at this pace ${(receives * 30 * 24 * 30).toLocaleString('en-US')} requests a month, of one worker`,
    ...tickets.map(({ ticket, sentAt }) => `${ticket}: sent at ${sentAt} s, ${answeredAt(answered, ticket)}`),
    ...problems.slice(0, 3).map(({ at, message }) => `at ${round(at)} s the consumer failed: ${message}`),
  ],

  checks: [
    {
      name: 'The worker makes at most 12 requests in two minutes',
      expected: `at most ${mostRequests} ReceiveMessage requests`,
      why: 'A receive with WaitTimeSeconds 0 returns at once, also when nothing is there, and is paid for all the same.',
      page: polling,
      look: ({ receives, emptyReceives }) => ({
        holds: receives <= mostRequests,
        observed: `${receives} requests, ${emptyReceives} of them empty`,
      }),
    },
    {
      name: 'Each ticket is answered within 2 seconds',
      expected: `each once, at most ${slowest} s after it was sent`,
      why: 'A long poll returns as soon as a message arrives. Asking less often, with a pause between, would be cheap too, and late.',
      page: polling,
      look: ({ answered }) => ({
        holds: tickets.every(
          ({ ticket, sentAt }) =>
            answered.times(ticket) === 1 && (answered.first(ticket) ?? Number.POSITIVE_INFINITY) - sentAt <= slowest,
        ),
        observed: tickets
          .map(({ ticket, sentAt }) => {
            const first = answered.first(ticket);
            const after = first === undefined ? '' : `, after ${round(first - sentAt)} s`;
            return `${ticket}: ${times(answered.times(ticket))}${after}`;
          })
          .join('; '),
      }),
    },
  ],
};

function answeredAt(answered: Ledger, ticket: string): string {
  const first = answered.first(ticket);
  return first === undefined ? 'never answered' : `answered at ${round(first)} s`;
}
