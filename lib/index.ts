export * from './consumers';
export * from './guard';
export * from './queue';
export * from './sources';
