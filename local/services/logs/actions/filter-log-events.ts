import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service';
import { invalidParameter } from '../errors';
import { parseFilterPattern } from '../filter/filter-pattern';
import { eventId } from '../log-event';
import type { LogGroup, LogStream } from '../log-group';
import { groupAccess, groupOf, type Logs } from '../logs-context';
import { pageLimit } from '../names';
import { searchEvents } from '../search-events';

/** "FilterLogEvents", API Reference. */
const MAX_EVENTS = 10_000;

export function filterLogEvents(logs: Logs): Operation<FilterLogEventsRequest, FilterLogEventsResponse> {
  return {
    access: (input, request) => {
      const group = groupOf(input, request);
      return groupAccess('FilterLogEvents', group, group.name);
    },
    run: (input, request) => {
      const reference = groupOf(input, request);
      const group = logs.model.group(reference, reference.name);
      const { found, nextToken } = searchEvents(streamsOf(group, input), {
        from: Math.max(input.startTime ?? 0, group.expiredBefore(request.kernel.clock.now())),
        to: input.endTime ?? Number.POSITIVE_INFINITY,
        limit: pageLimit(input.limit, MAX_EVENTS),
        matches: parseFilterPattern(input.filterPattern),
        token: input.nextToken,
      });
      return {
        events: found.map(({ stream, event }) => ({
          logStreamName: stream.name,
          timestamp: event.timestamp,
          message: event.message,
          ingestionTime: event.ingestionTime,
          eventId: eventId(event),
        })),
        // Empty since 2019: "FilterLogEvents", API Reference.
        searchedLogStreams: [],
        nextToken,
      };
    },
  };
}

function streamsOf(group: LogGroup, input: FilterLogEventsRequest): readonly LogStream[] {
  const { logStreamNames: names, logStreamNamePrefix: prefix } = input;
  if (names !== undefined && prefix !== undefined) {
    throw invalidParameter('LogStreamNames and LogStreamNamePrefix cannot be specified at the same time.');
  }
  if (names !== undefined) return names.map((name) => group.stream(name));
  return Array.from(group.streams.values()).filter(({ name }) => name.startsWith(prefix ?? ''));
}
