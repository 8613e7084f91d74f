export type { BodyFormat } from './body';
export type { BodyEncryption } from './encrypt-entries';
export * from './producer';
export type { ProducerOptions, ProducerSchemaOptions } from './producer-options';
export * from './send-errors';
export type * from './send-options';
export type * from './send-result';
