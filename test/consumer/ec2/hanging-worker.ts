import { runWorker } from '../../../consumer';
import { ec2Instance } from '../../../consumer/ec2';

/** A worker that a message can block for good, as a loop without an end does. */
runWorker({
  waitTime: 1,
  drainBudget: 20,
  instance: ec2Instance({ pollInterval: 1, hangTimeout: 2 }),
  process: (payload) => {
    process.stdout.write(`began ${payload}\n`);
    while (payload === 'hang');
  },
});
