import type { Kernel } from '../../kernel/kernel';
import type { Service } from '../service';
import { createLogGroup } from './actions/create-log-group';
import { createLogStream } from './actions/create-log-stream';
import { deleteLogGroup } from './actions/delete-log-group';
import { deleteLogStream } from './actions/delete-log-stream';
import { deleteRetentionPolicy } from './actions/delete-retention-policy';
import { describeLogGroups } from './actions/describe-log-groups';
import { describeLogStreams } from './actions/describe-log-streams';
import { filterLogEvents } from './actions/filter-log-events';
import { getLogEvents } from './actions/get-log-events';
import { listTagsForResource } from './actions/list-tags-for-resource';
import { putLogEvents } from './actions/put-log-events';
import { putRetentionPolicy } from './actions/put-retention-policy';
import { tagResource } from './actions/tag-resource';
import { untagResource } from './actions/untag-resource';
import type { Logs } from './logs-context';
import { LogsModel } from './logs-model';
import { Retention } from './retention';

/** CloudWatch Logs. */
export function createLogs(kernel: Kernel): Service {
  const logs: Logs = { model: new LogsModel(), retention: new Retention(kernel.clock) };
  return {
    name: 'logs',
    operations: {
      CreateLogGroup: createLogGroup(logs),
      CreateLogStream: createLogStream(logs),
      DeleteLogGroup: deleteLogGroup(logs),
      DeleteLogStream: deleteLogStream(logs),
      DeleteRetentionPolicy: deleteRetentionPolicy(logs),
      DescribeLogGroups: describeLogGroups(logs),
      DescribeLogStreams: describeLogStreams(logs),
      FilterLogEvents: filterLogEvents(logs),
      GetLogEvents: getLogEvents(logs),
      ListTagsForResource: listTagsForResource(logs),
      PutLogEvents: putLogEvents(logs),
      PutRetentionPolicy: putRetentionPolicy(logs),
      TagResource: tagResource(logs),
      UntagResource: untagResource(logs),
    },
  };
}
