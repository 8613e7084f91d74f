import { runWorker } from '../../../consumer';
import { ec2Instance } from '../../../consumer/ec2';

/** A worker of a fleet as it is run in earnest: a process of its own, set up by its environment. */
runWorker({
  waitTime: 1,
  drainBudget: 20,
  instance: ec2Instance({ pollInterval: 1 }),
  process: (payload) => void process.stdout.write(`handled ${payload}\n`),
});
