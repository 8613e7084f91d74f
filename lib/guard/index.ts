export { GuardError, type Violation } from './guard-error';
export { QueueRules } from './queue-rules';
