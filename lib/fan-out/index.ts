export { FanOut } from './fan-out';
export type { FanOutFifoOptions, FanOutProps, FanOutQueue } from './fan-out-props';
