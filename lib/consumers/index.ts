export { LambdaConsumer } from './lambda-consumer';
export type {
  FilterPattern,
  LambdaConsumerProps,
  LambdaPollingOptions,
  ProvisionedPollers,
} from './lambda-consumer-props';
export * from './worker-fleet';
