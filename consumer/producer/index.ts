export type { BodyFormat } from './body';
export * from './producer';
export type { ProducerOptions, ProducerSchemaOptions } from './producer-options';
export * from './send-errors';
export type * from './send-options';
export type * from './send-result';
