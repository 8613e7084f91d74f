export { QueueDashboard } from './queue-dashboard';
export type { ConsumerMetricsSource, DashboardQueueOptions, QueueDashboardProps } from './queue-dashboard-props';
