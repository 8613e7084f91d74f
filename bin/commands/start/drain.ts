import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { LocalCloud } from '../../../local';
import { progressBar } from '../../console/progress';
import { queueDepth, waitingIn } from './queue-depth';

/** Virtual time: runs until nothing is left to do, and shows how the queue empties. */
export async function settle(cloud: LocalCloud, sqs: SQSClient, queueUrl: string): Promise<void> {
  await whileEmptying(sqs, queueUrl, 200, cloud.settle());
}

/** Real time: waits until the queue is empty, or until `stopped`. */
export async function waitUntilDrained(sqs: SQSClient, queueUrl: string, stopped: Promise<void>): Promise<void> {
  const drained = async (): Promise<void> => {
    while (waitingIn(await queueDepth(sqs, queueUrl)) > 0) await sleep(500);
  };
  await whileEmptying(sqs, queueUrl, 500, Promise.race([drained(), stopped]));
}

async function whileEmptying(sqs: SQSClient, queueUrl: string, interval: number, done: Promise<void>): Promise<void> {
  const total = waitingIn(await queueDepth(sqs, queueUrl));
  const progress = progressBar('processing', total, 'messages');
  let going = true;
  const show = async (): Promise<void> => {
    while (going) {
      progress.to(total - waitingIn(await queueDepth(sqs, queueUrl)));
      await sleep(interval);
    }
  };
  const showing = show();
  try {
    await done;
    progress.to(total - waitingIn(await queueDepth(sqs, queueUrl)));
  } finally {
    going = false;
    await showing;
    progress.end();
  }
}
