import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import type { DeadLetterAccess } from './access';
import { depthOf, type QueueIdentity } from './find-queue';

/** Deletes every message of a queue, those in flight included. Returns about how many there were. SQS takes up to 60 s. */
export async function purgeDeadLetters(access: DeadLetterAccess, queue: QueueIdentity): Promise<number> {
  const { visible, inFlight, delayed } = await depthOf(access, queue);
  await access.sqs.send(new PurgeQueueCommand({ QueueUrl: queue.url }));
  return visible + inFlight + delayed;
}
