export type { QueueAlarms } from './queue-alarms';
export type { Sender } from './senders';
export { WorkQueue } from './work-queue';
export type { FifoOptions, QueueAlarmOptions, WorkQueueProps } from './work-queue-props';
