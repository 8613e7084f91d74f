import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { LocalCloud } from '../../../local';
import { progressBar } from '../../console/progress';
import { queueDepth, waitingIn } from './queue-depth';

/** Virtual time: runs until nothing is left to do, and shows how the queue empties. */
export async function settle(cloud: LocalCloud, sqs: SQSClient, queueUrl: string, files: number): Promise<void> {
  await whileEmptying(sqs, queueUrl, files, () => cloud.settle());
}

/** Real time: waits until the queue is empty. */
export async function waitUntilDrained(sqs: SQSClient, queueUrl: string, files: number): Promise<void> {
  await whileEmptying(sqs, queueUrl, files, async () => {
    while (waitingIn(await queueDepth(sqs, queueUrl)) > 0) await sleep(500);
  });
}

async function whileEmptying(
  sqs: SQSClient,
  queueUrl: string,
  files: number,
  untilDone: () => Promise<void>,
): Promise<void> {
  const progress = progressBar('processing', files, 'files');
  let going = true;
  const show = async (): Promise<void> => {
    while (going) {
      progress.to(files - waitingIn(await queueDepth(sqs, queueUrl)));
      await sleep(200);
    }
  };
  // Where the queue cannot be asked, whoever waits for it learns so.
  const showing = show().catch(() => {});
  try {
    await untilDone();
    progress.to(files - waitingIn(await queueDepth(sqs, queueUrl)));
  } finally {
    going = false;
    progress.end();
  }
  await showing;
}
