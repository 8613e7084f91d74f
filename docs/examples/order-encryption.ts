import { z } from 'zod';

export const encryption = {
  keyIds: [process.env['ORDER_KEY_ARN'] ?? ''],
  context: { purpose: 'orders' },
  cache: { maxAgeSeconds: 300 },
};

export const order = z.object({ orderId: z.string().min(1), total: z.number().positive() });
