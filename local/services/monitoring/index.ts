export type { AlarmAction, AlarmActionTarget } from './alarm-actions';
export { createMonitoring } from './create-monitoring';
export type { GroupSample, MetricSources, QueueSample } from './sources';
