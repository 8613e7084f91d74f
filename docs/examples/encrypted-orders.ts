import { consume } from '../../consumer';
import { encrypted } from '../../consumer/encryption';
import { encryption, order } from './order-encryption';
import { pay } from './payment';

export const handler = consume({
  schema: order,
  envelope: encrypted(encryption),
  process: async ({ orderId, total }, { signal }) => {
    await pay(orderId, total, signal);
  },
});
