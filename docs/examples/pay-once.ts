import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { z } from 'zod';
import { consume, PermanentError } from '../../consumer';
import { idempotent } from '../../consumer/idempotency';
import { order } from './orders';
import { pay } from './payment';

export const handler = consume({
  schema: order,
  metrics: new Metrics({ namespace: 'Shop', serviceName: 'payments' }),
  idempotency: idempotent<z.infer<typeof order>>({
    persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'paid-orders' }),
    key: ({ orderId }) => orderId,
    fingerprint: ({ total }) => total,
  }),
  process: async ({ orderId, total }, { signal }) => {
    const answer = await pay(orderId, total, signal);
    if (answer.kind === 'refused') throw new PermanentError(`the bank refused: ${answer.reason}`);
    if (answer.kind === 'try later') throw new Error('the bank is closed');
  },
});
