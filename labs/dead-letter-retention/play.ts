import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Depth, deadLetterQueueUrl, depthOf, type LabPlay, left } from '../contract';
import { deadLetterQueues } from '../contract/pages';

interface Days {
  readonly receives: number;
  /** What the dead-letter queue has at the end of each day; empty without one. */
  readonly deadLetters: readonly Depth[];
}

const day = 24 * 3_600;
const lastDay = 10;

export const play: LabPlay<Days> = {
  async setup({ sqs, queueUrl }) {
    await sqs.send(new SendMessageCommand({ QueueUrl: await queueUrl('payments'), MessageBody: 'payment 1' }));
  },

  async observe(scene) {
    const url = await scene.queueUrl('payments');
    const deadLetterQueue = await deadLetterQueueUrl(scene, url);
    const deadLetters: Depth[] = [];
    let receives = 0;
    for (let halfDay = 1; halfDay <= 2 * lastDay; halfDay += 1) {
      // The bank is down: received and never deleted.
      const { Messages = [] } = await scene.sqs.send(new ReceiveMessageCommand({ WaitTimeSeconds: 0, QueueUrl: url }));
      receives += Messages.length;
      await scene.pass(day / 2);
      if (halfDay % 2 === 0 && deadLetterQueue !== undefined) deadLetters.push(await depthOf(scene, deadLetterQueue));
    }
    return { receives, deadLetters };
  },

  tell: ({ receives, deadLetters }) => [
    `the payment was tried ${receives} times, 12 hours apart`,
    ...deadLetters.map((depth, index) => `day ${index + 1}: ${left(depth)} in the dead-letter queue`),
  ],

  checks: [
    {
      name: 'The payment can be found 10 days after it was sent',
      expected: '1 message in the dead-letter queue on day 10',
      why: 'On standard queues the retention of a dead letter is counted from when it was first sent, so its tries count too.',
      page: deadLetterQueues,
      look: ({ deadLetters }) => {
        const last = deadLetters.at(-1);
        if (last === undefined) return { holds: false, observed: 'there is no dead-letter queue' };
        const gone = deadLetters.findLastIndex((depth) => left(depth) > 0) + 1;
        return {
          holds: left(last) === 1,
          observed: left(last) === 1 ? 'it is there' : `it was last seen on day ${gone}`,
        };
      },
    },
    {
      name: 'The payment is tried three times before that',
      expected: '3 receives',
      why: 'A dead-letter queue is for what keeps failing, not for what failed once.',
      page: deadLetterQueues,
      look: ({ receives }) => ({ holds: receives === 3, observed: `receives: ${receives}` }),
    },
  ],
};
