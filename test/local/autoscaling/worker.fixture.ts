import { setTimeout as pause } from 'node:timers/promises';
import { runWorker, text } from '../../../consumer';
import { ec2Instance } from '../../../consumer/ec2';

/** A worker as somebody runs it on an instance: what it prints is what the tests read. */
runWorker({
  queueUrl: process.env['QUEUE_URL'] ?? '',
  waitTime: 1,
  drainBudget: 20,
  envelope: text(),
  logger: quiet(),
  instance: ec2Instance({ pollInterval: 1, heartbeatInterval: 5 }),
  process: async (payload) => {
    if (payload === 'slow') await pause(3_000);
    process.stdout.write(`worked on ${payload}\n`);
  },
});

function quiet() {
  const say = (message: string) => {
    if (message === 'lifecycle action completed') process.stdout.write('drained\n');
  };
  const printed = (message: string, fields: object) => {
    process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
  };
  return { info: say, warn: printed, error: printed };
}
