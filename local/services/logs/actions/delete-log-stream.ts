import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { type Logs, streamAccess } from '../logs-context';
import { logGroupName, logStreamName } from '../names';

export function deleteLogStream(logs: Logs): Operation<DeleteLogStreamRequest> {
  return {
    access: (input, request) => streamAccess('DeleteLogStream', request, input.logGroupName, input.logStreamName),
    run: (input, request) => {
      logs.model.group(request, logGroupName(input.logGroupName)).deleteStream(logStreamName(input.logStreamName));
      return undefined;
    },
  };
}
