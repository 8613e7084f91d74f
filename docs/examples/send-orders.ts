import type { z } from 'zod';
import { createProducer, type Send } from '../../consumer';
import { order } from './orders';

type Order = z.infer<typeof order>;

const producer = createProducer({ schema: order });

export async function sendOrders(orders: readonly Order[]): Promise<readonly Order[]> {
  const messages = orders.map((payload): Send<Order> => ({ payload, groupId: payload.orderId.slice(0, 2) }));
  const results = await producer.sendAll(messages);
  for (const [index, result] of results.entries()) {
    if (!result.ok) console.error(`order ${orders[index]?.orderId} was not sent: ${result.code}: ${result.message}`);
  }
  return orders.filter((_, index) => results[index]?.ok === false);
}
