import { setTimeout as pause } from 'node:timers/promises';
import { runWorker } from '../../../consumer';
import { ec2Instance } from '../../../consumer/ec2';

/** The bundler puts in which one this is. */
declare const RELEASE: string;

runWorker({
  waitTime: 1,
  instance: ec2Instance({ pollInterval: 1 }),
  process: async (payload) => {
    if (payload === 'long') await pause(5_000);
    process.stdout.write(`release ${RELEASE} worked on ${payload}\n`);
  },
});
