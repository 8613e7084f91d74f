export { ConsumerError, QueueRequestError } from '../errors';
export { type DeadLetterAccess, type DeadLetterAccessOptions, deadLetterAccess } from './access';
export type { DeadLetter, ReasonSource } from './dead-letter';
export * from './errors';
export * from './export';
export {
  type DeadLetterQueue,
  depthOf,
  findDeadLetterQueue,
  findQueue,
  identifyArn,
  type QueueDepth,
  type QueueIdentity,
} from './find-queue';
export { reasonsFromLog } from './log-reasons';
export { type LookOptions, lookAtDeadLetters } from './look';
export * from './move-task';
export { purgeDeadLetters } from './purge';
export { parseQueueReference, type QueueReference } from './queue-reference';
export { type RedriveFailure, type RedriveOptions, type RedriveResult, redriveMessages } from './redrive';
export { parseWhere, type Where } from './where/parse';
export { WhereError } from './where/where-error';
