import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { WorkQueue } from '../queue/work-queue';
import { isAnyWorkQueue } from '../queue/work-queue-base';

/** Undefined for a queue that does not say, which an imported `sqs.Queue` never does. */
export function deadLetterQueueOf(queue: sqs.IQueue): sqs.IQueue | undefined {
  if (isAnyWorkQueue(queue)) {
    return queue.deadLetterQueue;
  }
  return queue instanceof sqs.Queue ? queue.deadLetterQueue?.queue : undefined;
}

export function alarmsOf(queue: sqs.IQueue): readonly cloudwatch.IAlarm[] {
  const alarms = WorkQueue.isWorkQueue(queue) ? queue.alarms : undefined;
  return Object.values(alarms ?? {}).filter((alarm) => alarm !== undefined);
}
