import { z } from 'zod';
import { consume } from '../../consumer';

const order = z.object({ orderId: z.string(), items: z.array(z.string()).min(1) });

export const handler = consume({
  schema: order,
  process: async ({ orderId, items }) => {
    if (items.includes('pencil')) throw new Error(`order ${orderId}: the shelf with the pencils is empty`);
  },
});
