import type { Kernel } from '../../kernel/kernel';
import type { Router, Service } from '../service';
import { createLogGroup } from './actions/create-log-group';
import { createLogStream } from './actions/create-log-stream';
import { deleteLogGroup } from './actions/delete-log-group';
import { deleteLogStream } from './actions/delete-log-stream';
import { deleteMetricFilter } from './actions/delete-metric-filter';
import { deleteRetentionPolicy } from './actions/delete-retention-policy';
import { describeLogGroups } from './actions/describe-log-groups';
import { describeLogStreams } from './actions/describe-log-streams';
import { describeMetricFilters } from './actions/describe-metric-filters';
import { filterLogEvents } from './actions/filter-log-events';
import { getLogEvents } from './actions/get-log-events';
import { listTagsForResource } from './actions/list-tags-for-resource';
import { putLogEvents } from './actions/put-log-events';
import { putMetricFilter } from './actions/put-metric-filter';
import { putRetentionPolicy } from './actions/put-retention-policy';
import { tagResource } from './actions/tag-resource';
import { untagResource } from './actions/untag-resource';
import type { Logs } from './logs-context';
import { LogsModel } from './logs-model';
import { Retention } from './retention';

/** CloudWatch Logs. */
export function createLogs(kernel: Kernel, router: Router): Service {
  const logs: Logs = { model: new LogsModel(), retention: new Retention(kernel.clock), router };
  return {
    name: 'logs',
    operations: {
      CreateLogGroup: createLogGroup(logs),
      CreateLogStream: createLogStream(logs),
      DeleteLogGroup: deleteLogGroup(logs),
      DeleteLogStream: deleteLogStream(logs),
      DeleteMetricFilter: deleteMetricFilter(logs),
      DeleteRetentionPolicy: deleteRetentionPolicy(logs),
      DescribeLogGroups: describeLogGroups(logs),
      DescribeLogStreams: describeLogStreams(logs),
      DescribeMetricFilters: describeMetricFilters(logs),
      FilterLogEvents: filterLogEvents(logs),
      GetLogEvents: getLogEvents(logs),
      ListTagsForResource: listTagsForResource(logs),
      PutLogEvents: putLogEvents(logs),
      PutMetricFilter: putMetricFilter(logs),
      PutRetentionPolicy: putRetentionPolicy(logs),
      TagResource: tagResource(logs),
      UntagResource: untagResource(logs),
    },
  };
}
