import { z } from 'zod';
import { runWorker } from '../../consumer';
import { pay } from './payment';

const order = z.object({ orderId: z.string(), total: z.number().positive() });

runWorker({
  schema: order,
  concurrency: 50,
  process: async ({ orderId, total }, { signal }) => {
    await pay(orderId, total, signal);
  },
});
