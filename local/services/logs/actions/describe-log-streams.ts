import type { DescribeLogStreamsRequest, DescribeLogStreamsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { compareKeys, pageOf } from '../../page';
import type { Operation } from '../../service';
import { invalidParameter, invalidToken } from '../errors';
import type { LogStream } from '../log-group';
import { groupAccess, groupOf, type Logs } from '../logs-context';
import { pageLimit } from '../names';

/** "DescribeLogStreams", API Reference. */
const MAX_STREAMS = 50;

export function describeLogStreams(logs: Logs): Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> {
  return {
    access: (input, request) => {
      const group = groupOf(input, request);
      return groupAccess('DescribeLogStreams', group, group.name);
    },
    run: (input, request) => {
      const reference = groupOf(input, request);
      const group = logs.model.group(reference, reference.name);
      const byTime = input.orderBy === 'LastEventTime';
      if (byTime && input.logStreamNamePrefix !== undefined) {
        throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const keyOf = byTime ? timeKey : ({ name }: LogStream) => name;
      const streams = Array.from(group.streams.values())
        .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''))
        .sort((a, b) => compareKeys(keyOf(a), keyOf(b)));
      const { items, nextToken } = pageOf(input.descending ? streams.reverse() : streams, {
        keyOf,
        descending: input.descending,
        limit: pageLimit(input.limit, MAX_STREAMS),
        token: input.nextToken,
        invalidToken,
      });
      return { logStreams: items.map(describe), nextToken };
    },
  };
}

/** Streams without events come first. */
function timeKey({ name, log }: LogStream): string {
  return `${String(log.last?.timestamp ?? 0).padStart(16, '0')} ${name}`;
}

function describe({ name, arn, created, log, lastIngestion }: LogStream) {
  return {
    logStreamName: name,
    arn,
    creationTime: created,
    firstEventTimestamp: log.first?.timestamp,
    lastEventTimestamp: log.last?.timestamp,
    lastIngestionTime: lastIngestion,
    // Always 0 since June 2019: "LogStream", API Reference.
    storedBytes: 0,
  };
}
