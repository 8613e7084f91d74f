export * from './consumers';
export * from './dashboard';
export * from './guard';
export * from './queue';
export * from './sources';
