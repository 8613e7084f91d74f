export * from './encrypt-with';
export * from './encrypted';
export * from './encryption-errors';
export type * from './encryption-options';
