export * from './bucket-events';
export * from './envelope';
export * from './json';
export * from './text';
