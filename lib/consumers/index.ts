export { LambdaConsumer } from './lambda-consumer';
export type { LambdaConsumerProps, LambdaPollingOptions } from './lambda-consumer-props';
