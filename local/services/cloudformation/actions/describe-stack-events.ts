import type { DescribeStackEventsInput, StackEvent } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service';
import { type CloudFormationContext, findStack, stackAccess } from '../context';
import { validationError } from '../errors';
import { numberedPage } from '../pages';

/** The SDK's list of statuses lacks some that a stack's own events have, such as REVIEW_IN_PROGRESS. */
interface EventsOutput {
  readonly StackEvents: readonly (Omit<StackEvent, 'ResourceStatus'> & { readonly ResourceStatus: string })[];
  readonly NextToken: string | undefined;
}

/** The last one first. */
export const describeStackEvents = (
  context: CloudFormationContext,
): Operation<DescribeStackEventsInput, EventsOutput> => ({
  access: ({ StackName }, request) => stackAccess(context, 'DescribeStackEvents', StackName, request),

  run({ StackName, NextToken }, request) {
    const record = findStack(context, StackName, request);
    if (record === undefined) throw validationError(`Stack [${StackName}] does not exist`);
    const { items, nextToken } = numberedPage([...record.events].reverse(), NextToken);
    return {
      StackEvents: items.map(({ at, logicalId, physicalId, type, status, reason }) => ({
        StackId: record.identity.stackId,
        StackName: record.identity.stackName,
        EventId: `${logicalId}-${status}-${new Date(at).toISOString()}`,
        LogicalResourceId: logicalId,
        PhysicalResourceId: physicalId ?? '',
        ResourceType: type,
        ResourceStatus: status,
        ResourceStatusReason: reason,
        Timestamp: new Date(at),
      })),
      NextToken: nextToken,
    };
  },
});
