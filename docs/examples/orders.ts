import { z } from 'zod';
import { ack, consume, DUPLICATE, type Message, PermanentError } from '../../consumer';
import { pay } from './payment';

export const order = z.object({ orderId: z.string().min(1), total: z.number().positive() });

export const orders = {
  schema: order,
  process: async ({ orderId, total }: z.infer<typeof order>, { signal }: Message) => {
    const answer = await pay(orderId, total, signal);
    if (answer.kind === 'refused') throw new PermanentError(`the bank refused: ${answer.reason}`);
    if (answer.kind === 'try later') throw new Error('the bank is closed');
    return ack(answer.kind === 'paid before' ? DUPLICATE : undefined);
  },
};

export const handler = consume(orders);
