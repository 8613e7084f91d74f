export type { AlarmAction, AlarmActionTarget } from './alarm-actions';
export { createMonitoring } from './create-monitoring';
export { type MetricTiming, metricTiming } from './metric-timing';
export type { GroupSample, MetricSources, QueueSample } from './sources';
