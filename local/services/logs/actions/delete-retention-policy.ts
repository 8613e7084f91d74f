import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { groupAccess, type Logs } from '../logs-context';
import { logGroupName } from '../names';

export function deleteRetentionPolicy(logs: Logs): Operation<DeleteRetentionPolicyRequest> {
  return {
    access: (input, request) => groupAccess('DeleteRetentionPolicy', request, input.logGroupName),
    run: (input, request) => {
      const group = logs.model.group(request, logGroupName(input.logGroupName));
      group.retentionInDays = undefined;
      logs.retention.reset(group);
      return undefined;
    },
  };
}
