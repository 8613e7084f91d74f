import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { WorkQueue } from '../queue/work-queue';

export function alarmsOf(queue: IQueue): readonly cloudwatch.IAlarm[] {
  const alarms = WorkQueue.isWorkQueue(queue) ? queue.alarms : undefined;
  return Object.values(alarms ?? {}).filter((alarm) => alarm !== undefined);
}
