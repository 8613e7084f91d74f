export { BucketSource } from './bucket-source';
export type { BucketSourceProps } from './bucket-source-props';
export type { IQueueSource } from './queue-source';
export type { TopicFilterPolicy, TopicFilterRule, TopicFilterScope, TopicFilterTextRule } from './topic-filter';
export { TopicSource } from './topic-source';
export type { TopicSourceProps } from './topic-source-props';
export type { UndeliveredMessages } from './undelivered';
