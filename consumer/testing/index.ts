export * from './events';
export * from './faults';
export * from './in-memory-port';
export * from './in-memory-queue';
export * from './invoke';
export * from './memory-logger';
export * from './virtual-clock';
