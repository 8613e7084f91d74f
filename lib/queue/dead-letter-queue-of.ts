import * as sqs from 'aws-cdk-lib/aws-sqs';
import { isAnyWorkQueue } from './work-queue-base';

/** Undefined for a queue that does not say, which an imported `sqs.Queue` never does. */
export function deadLetterQueueOf(queue: sqs.IQueue): sqs.IQueue | undefined {
  if (isAnyWorkQueue(queue)) {
    return queue.deadLetterQueue;
  }
  return queue instanceof sqs.Queue ? queue.deadLetterQueue?.queue : undefined;
}
