export { GuardError, type Violation } from './guard-error';
