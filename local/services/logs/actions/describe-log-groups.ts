import type { DescribeLogGroupsRequest, DescribeLogGroupsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { pageOf } from '../../page';
import type { Operation } from '../../service';
import { invalidParameter, invalidToken, notImplemented } from '../errors';
import type { LogGroup } from '../log-group';
import { groupAccess, groupOf, type Logs } from '../logs-context';
import { pageLimit } from '../names';

/** "DescribeLogGroups", API Reference. */
const MAX_GROUPS = 50;

export function describeLogGroups(logs: Logs): Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> {
  return {
    access: (_input, request) => groupAccess('DescribeLogGroups', request, ''),
    run: (input, request) => {
      if (input.includeLinkedAccounts) throw notImplemented('DescribeLogGroups', 'includeLinkedAccounts');
      if (input.accountIdentifiers?.length) throw notImplemented('DescribeLogGroups', 'accountIdentifiers');
      const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupIdentifiers: identifiers } = input;
      if (prefix !== undefined && pattern !== undefined) {
        throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
      }
      const wanted = identifiers?.map((identifier) => groupOf({ logGroupIdentifier: identifier }, request).name);
      const groups = logs.model
        .list(request)
        .filter(({ identity: { name } }) => wanted?.includes(name) ?? true)
        .filter(({ identity: { name } }) => name.startsWith(prefix ?? ''))
        .filter(({ identity: { name } }) => name.toLowerCase().includes((pattern ?? '').toLowerCase()))
        .filter(() => (input.logGroupClass ?? 'STANDARD') === 'STANDARD');
      const { items, nextToken } = pageOf(groups, {
        keyOf: ({ identity }) => identity.name,
        limit: pageLimit(input.limit, MAX_GROUPS),
        token: input.nextToken,
        invalidToken,
      });
      return { logGroups: items.map(describe), nextToken };
    },
  };
}

function describe({ identity, bytes, retentionInDays, metricFilters }: LogGroup) {
  return {
    logGroupName: identity.name,
    creationTime: identity.created,
    retentionInDays,
    metricFilterCount: metricFilters.size,
    arn: `${identity.arn}:*`,
    logGroupArn: identity.arn,
    storedBytes: bytes,
    logGroupClass: 'STANDARD' as const,
  };
}
