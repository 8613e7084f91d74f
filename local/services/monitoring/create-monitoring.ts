import type { Kernel } from '../../kernel/kernel';
import type { Service } from '../service';
import { deleteAlarms } from './actions/delete-alarms';
import { describeAlarms } from './actions/describe-alarms';
import { getMetricData } from './actions/get-metric-data';
import { getMetricStatistics } from './actions/get-metric-statistics';
import { listMetrics } from './actions/list-metrics';
import { listTagsForResource } from './actions/list-tags-for-resource';
import { putMetricAlarm } from './actions/put-metric-alarm';
import { putMetricData } from './actions/put-metric-data';
import { setAlarmState } from './actions/set-alarm-state';
import { tagResource } from './actions/tag-resource';
import { untagResource } from './actions/untag-resource';
import { Alarms } from './alarms';
import { MetricStore } from './metric-store';
import type { Monitoring } from './monitoring-context';
import { QueueMetrics } from './queue-metrics';
import { Sampler } from './sampler';
import type { MetricSources } from './sources';

/** CloudWatch: the queues' metrics, metrics of one's own, and alarms on them. */
export function createMonitoring(kernel: Kernel, sources: MetricSources): Service {
  const store = new MetricStore();
  const alarms = new Alarms(store, kernel.events);
  const sampler = new Sampler(kernel, new QueueMetrics(sources, store), alarms);
  const monitoring: Monitoring = { store, alarms, sampler };
  return {
    name: 'monitoring',
    operations: {
      DeleteAlarms: deleteAlarms(monitoring),
      DescribeAlarms: describeAlarms(monitoring),
      GetMetricData: getMetricData(monitoring),
      GetMetricStatistics: getMetricStatistics(monitoring),
      ListMetrics: listMetrics(monitoring),
      ListTagsForResource: listTagsForResource(monitoring),
      PutMetricAlarm: putMetricAlarm(monitoring),
      PutMetricData: putMetricData(monitoring),
      SetAlarmState: setAlarmState(monitoring),
      TagResource: tagResource(monitoring),
      UntagResource: untagResource(monitoring),
    },
  };
}
