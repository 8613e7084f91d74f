export type { Health } from './health';
export type { Instance, InstanceWatch, WatchedWorker } from './instance';
export { type DrainReport, runWorker, type Worker } from './run-worker';
export type { WorkerSummary } from './tally';
export type { WorkerOptions, WorkerSchemaOptions, WorkerSettings } from './worker-options';
