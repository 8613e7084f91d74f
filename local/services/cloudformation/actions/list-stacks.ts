import type { ListStacksInput, ListStacksOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service';
import { anyStack, type CloudFormationContext } from '../context';
import { numberedPage } from '../pages';

/** The deleted ones too, unless the filter leaves them out. Newest first. */
export const listStacks = (context: CloudFormationContext): Operation<ListStacksInput, ListStacksOutput> => ({
  access: (_input, request) => anyStack('ListStacks', request),

  run({ StackStatusFilter: filter = [], NextToken }, request) {
    const records = context.engine.deployed.history
      .in(request)
      .filter(({ status }) => filter.length === 0 || filter.some((wanted) => wanted === status));
    const { items, nextToken } = numberedPage([...records].reverse(), NextToken);
    return {
      StackSummaries: items.map(({ identity, createdAt, status, reason }) => ({
        StackId: identity.stackId,
        StackName: identity.stackName,
        CreationTime: new Date(createdAt),
        StackStatus: status,
        StackStatusReason: reason,
      })),
      NextToken: nextToken,
    };
  },
});
