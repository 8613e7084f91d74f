import * as sqs from 'aws-cdk-lib/aws-sqs';
import { isAnyWorkQueue } from '../queue/work-queue-base';

/** Where a queue's messages go in the end, and after how many receives. */
export interface Redrive {
  readonly deadLetterQueue: sqs.IQueue;
  readonly maxReceiveCount: number;
}

/** Undefined for a queue without one, and for an imported queue, whose redrive policy is not in this app. */
export function redriveOf(queue: sqs.IQueue): Redrive | undefined {
  if (isAnyWorkQueue(queue)) {
    const { deadLetterQueue, maxReceiveCount } = queue;
    return deadLetterQueue && maxReceiveCount !== undefined ? { deadLetterQueue, maxReceiveCount } : undefined;
  }
  if (queue instanceof sqs.Queue && queue.deadLetterQueue !== undefined) {
    return { deadLetterQueue: queue.deadLetterQueue.queue, maxReceiveCount: queue.deadLetterQueue.maxReceiveCount };
  }
  return undefined;
}
