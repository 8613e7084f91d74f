import { z } from 'zod';
import { runWorker } from '../../consumer';
import { ec2Instance } from '../../consumer/ec2';
import { pay } from './payment';

const order = z.object({ orderId: z.string(), total: z.number().positive() });

const worker = runWorker({
  schema: order,
  concurrency: 50,
  drainBudget: 300,
  healthPort: 8080,
  instance: ec2Instance({
    autoScalingGroupName: 'workers',
    lifecycleHookName: 'drain',
  }),
  process: async ({ orderId, total }, { signal }) => {
    await pay(orderId, total, signal);
  },
});

worker.done.then(({ reason, complete }) => {
  console.log(`ended: ${reason}${complete ? '' : ', not all in time'}`);
});
