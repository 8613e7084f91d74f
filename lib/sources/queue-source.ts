import type { IWorkQueue } from '../queue/work-queue-base';

/** Something that writes into a work queue. Given to `queue.addSource(...)`. */
export interface IQueueSource {
  /** Connects the source to the queue and writes the policies that this needs. */
  bind(queue: IWorkQueue): void;
}
