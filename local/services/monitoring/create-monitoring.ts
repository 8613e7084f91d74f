import type { Kernel } from '../../kernel/kernel';
import type { Router, Service } from '../service';
import { deleteAlarms } from './actions/delete-alarms';
import { deleteDashboards } from './actions/delete-dashboards';
import { describeAlarms } from './actions/describe-alarms';
import { getDashboard } from './actions/get-dashboard';
import { getMetricData } from './actions/get-metric-data';
import { getMetricStatistics } from './actions/get-metric-statistics';
import { listDashboards } from './actions/list-dashboards';
import { listMetrics } from './actions/list-metrics';
import { listTagsForResource } from './actions/list-tags-for-resource';
import { putDashboard } from './actions/put-dashboard';
import { putMetricAlarm } from './actions/put-metric-alarm';
import { putMetricData } from './actions/put-metric-data';
import { setAlarmState } from './actions/set-alarm-state';
import { tagResource } from './actions/tag-resource';
import { untagResource } from './actions/untag-resource';
import type { AlarmActionTarget } from './alarm-actions';
import { Alarms } from './alarms';
import { Dashboards } from './dashboards';
import { GroupMetrics } from './group-metrics';
import { MetricStore } from './metric-store';
import { DEFAULT_TIMING, type MetricTiming } from './metric-timing';
import type { Monitoring } from './monitoring-context';
import { Publication } from './publication';
import { QueueMetrics } from './queue-metrics';
import { Sampler } from './sampler';
import type { MetricSources } from './sources';
import { takeActions } from './take-actions';
import { topicTarget } from './topic-target';

/**
 * CloudWatch: the metrics of queues and groups, metrics of one's own, and alarms on them.
 *
 * @param targets what alarms can do besides publishing to topics
 */
export function createMonitoring(
  kernel: Kernel,
  router: Router,
  sources: MetricSources,
  targets: readonly AlarmActionTarget[],
  timing: MetricTiming = DEFAULT_TIMING,
): Service {
  const store = new MetricStore();
  const topics = topicTarget(() => alarms, router);
  const alarms: Alarms = new Alarms(store, kernel.events, takeActions(kernel, [topics, ...targets]), timing);
  const publication = new Publication(store, timing);
  const queues = new QueueMetrics(sources, publication, timing);
  const groups = new GroupMetrics(sources, publication);
  const sampler = new Sampler(kernel, queues, groups, publication, alarms, timing);
  const monitoring: Monitoring = { store, alarms, dashboards: new Dashboards(), sampler };
  return {
    name: 'monitoring',
    operations: {
      DeleteAlarms: deleteAlarms(monitoring),
      DeleteDashboards: deleteDashboards(monitoring),
      DescribeAlarms: describeAlarms(monitoring),
      GetDashboard: getDashboard(monitoring),
      GetMetricData: getMetricData(monitoring),
      GetMetricStatistics: getMetricStatistics(monitoring),
      ListDashboards: listDashboards(monitoring),
      ListMetrics: listMetrics(monitoring),
      ListTagsForResource: listTagsForResource(monitoring),
      PutDashboard: putDashboard(monitoring),
      PutMetricAlarm: putMetricAlarm(monitoring),
      PutMetricData: putMetricData(monitoring),
      SetAlarmState: setAlarmState(monitoring),
      TagResource: tagResource(monitoring),
      UntagResource: untagResource(monitoring),
    },
  };
}
