export { StreamConsumer } from './stream-consumer';
export type { StreamConsumerProps, StreamPollingOptions } from './stream-consumer-props';
