import { z } from 'zod';
import { ack, consume, DUPLICATE, deadLetter, retry } from '../../consumer';
import { type Answer, pay } from './payment';

const order = z.object({ orderId: z.string(), total: z.number().positive() });

export const handler = consume({
  schema: order,
  concurrency: 5,
  backoff: { baseSeconds: 10, maxSeconds: 600 },
  process: async ({ orderId, total }, { signal }) => {
    const answer: Answer = await pay(orderId, total, signal);
    switch (answer.kind) {
      case 'paid':
        return ack();
      case 'paid before':
        return ack(DUPLICATE);
      case 'try later':
        return retry({ reason: 'the bank is closed', after: answer.seconds });
      case 'refused':
        return deadLetter(`the bank refused: ${answer.reason}`);
    }
  },
});
