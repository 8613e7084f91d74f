export { idempotent } from './idempotent';
export type { IdempotentOptions } from './options';
