export * from './binary';
export * from './bucket-events';
export * from './envelope';
export * from './event-bridge';
export * from './json';
export * from './sns';
export * from './text';
