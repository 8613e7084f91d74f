export { IDLE_POLL } from './actions/receive-message';
export type { QueueDepth } from './model/queue-operations';
export type { QueueSample } from './queue-sample';
export type { MessageView, QueueView } from './queue-view';
export { createSqs, type SqsService } from './sqs-service';
