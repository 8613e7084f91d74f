export type { WorkQueueAttributes } from './existing-work-queue-props';
export type { QueueAlarms } from './queue-alarms';
export type { FairQueueMetric } from './queue-metrics';
export type { Sender } from './senders';
export type { ShareOptions } from './share-options';
export { SharedQueue, type SharedQueueProps } from './shared-queue';
export { WorkQueue } from './work-queue';
export type { IWorkQueue } from './work-queue-base';
export type { FifoOptions, QueueAlarmOptions, WorkQueueProps } from './work-queue-props';
