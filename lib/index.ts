export * from './consumers';
export * from './dashboard';
export * from './fan-out';
export * from './guard';
export * from './operators';
export * from './queue';
export * from './sources';
export * from './streams';
