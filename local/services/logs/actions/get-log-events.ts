import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { groupOf, type Logs, streamAccess } from '../logs-context';
import { logStreamName, pageLimit } from '../names';
import { readEvents } from '../read-events';

/** "GetLogEvents", API Reference. */
const MAX_EVENTS = 10_000;

export function getLogEvents(logs: Logs): Operation<GetLogEventsRequest, GetLogEventsResponse> {
  return {
    access: (input, request) => {
      const group = groupOf(input, request);
      return streamAccess('GetLogEvents', group, group.name, input.logStreamName);
    },
    run: (input, request) => {
      const reference = groupOf(input, request);
      const group = logs.model.group(reference, reference.name);
      const { log } = group.stream(logStreamName(input.logStreamName));
      const page = readEvents(log, {
        from: Math.max(input.startTime ?? 0, group.expiredBefore(request.kernel.clock.now())),
        to: input.endTime ?? Number.POSITIVE_INFINITY,
        limit: pageLimit(input.limit, MAX_EVENTS),
        fromHead: input.startFromHead ?? false,
        token: input.nextToken,
      });
      return {
        events: page.events.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
        nextForwardToken: page.forward,
        nextBackwardToken: page.backward,
      };
    },
  };
}
