import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { groupAccess, type Logs } from '../logs-context';
import { logGroupName } from '../names';

export function deleteLogGroup(logs: Logs): Operation<DeleteLogGroupRequest> {
  return {
    access: (input, request) => groupAccess('DeleteLogGroup', request, input.logGroupName),
    run: (input, request) => {
      logs.retention.forget(logs.model.delete(request, logGroupName(input.logGroupName)));
      return undefined;
    },
  };
}
