import type { PutLogEventsRequest, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { acceptByTime, checkBatch } from '../log-events-input';
import { type Logs, streamAccess } from '../logs-context';
import { logGroupName, logStreamName } from '../names';
import { publishMetrics } from '../publish-metrics';

export function putLogEvents(logs: Logs): Operation<PutLogEventsRequest, PutLogEventsResponse> {
  return {
    access: (input, request) => streamAccess('PutLogEvents', request, input.logGroupName, input.logStreamName),
    run: async (input, request) => {
      const { clock, events: stream } = request.kernel;
      const name = logGroupName(input.logGroupName);
      const streamName = logStreamName(input.logStreamName);
      const batch = checkBatch(input.logEvents);
      const group = logs.model.group(request, name);
      const target = group.stream(streamName);
      const now = clock.now();
      const { accepted, rejected } = acceptByTime(batch, now, group.expiredBefore(now));
      const dropped = group.put(target, accepted, now);
      logs.retention.watch(group);
      if (dropped.events > 0) {
        stream.emit('logs.events-dropped', { logGroup: name, events: dropped.events, bytes: dropped.bytes });
      }
      await publishMetrics(request.kernel, logs.router, group, accepted);
      return { rejectedLogEventsInfo: rejected };
    },
  };
}
