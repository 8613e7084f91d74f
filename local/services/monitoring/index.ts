export { createMonitoring } from './create-monitoring';
export type { MetricSources, QueueSample } from './sources';
