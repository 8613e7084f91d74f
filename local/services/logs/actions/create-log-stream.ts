import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import { logStreamArn } from '../../../../model/arn';
import type { Operation } from '../../service';
import { type Logs, streamAccess } from '../logs-context';
import { logGroupName, logStreamName } from '../names';

export function createLogStream(logs: Logs): Operation<CreateLogStreamRequest> {
  return {
    access: (input, request) => streamAccess('CreateLogStream', request, input.logGroupName, input.logStreamName),
    run: (input, request) => {
      const { account, region, kernel } = request;
      const name = logGroupName(input.logGroupName);
      const stream = logStreamName(input.logStreamName);
      const arn = logStreamArn({ account, region, name, stream });
      logs.model.group(request, name).createStream(stream, arn, kernel.clock.now());
      return undefined;
    },
  };
}
