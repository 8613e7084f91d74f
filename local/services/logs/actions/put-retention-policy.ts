import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { groupAccess, type Logs } from '../logs-context';
import { logGroupName, retentionInDays } from '../names';

export function putRetentionPolicy(logs: Logs): Operation<PutRetentionPolicyRequest> {
  return {
    access: (input, request) => groupAccess('PutRetentionPolicy', request, input.logGroupName),
    run: (input, request) => {
      const group = logs.model.group(request, logGroupName(input.logGroupName));
      group.retentionInDays = retentionInDays(input.retentionInDays);
      logs.retention.reset(group);
      return undefined;
    },
  };
}
