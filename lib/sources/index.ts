export { BucketSource, type BucketSourceProps } from './bucket-source';
export type { IQueueSource } from './queue-source';
