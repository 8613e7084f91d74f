import { setTimeout as sleep } from 'node:timers/promises';
import { runWorker } from '../../../consumer';

/** A worker as it is run in earnest: a process of its own, set up by its environment. */
runWorker({
  waitTime: 1,
  drainBudget: 20,
  process: async (payload) => {
    process.stdout.write(`begun ${payload}\n`);
    await sleep(500);
    process.stdout.write(`finished ${payload}\n`);
  },
});
