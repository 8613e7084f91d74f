import type {
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
} from '@aws-sdk/client-cloudformation';
import type { ResourceStatus, StackMoment, StackRecord } from '../../../cloudformation';
import type { Operation } from '../../service';
import { type CloudFormationContext, stackAccess, stackOf } from '../context';
import { validationError } from '../errors';
import { numberedPage } from '../pages';

export const listStackResources = (
  context: CloudFormationContext,
): Operation<ListStackResourcesInput, ListStackResourcesOutput> => ({
  access: ({ StackName }, request) => stackAccess(context, 'ListStackResources', StackName, request),

  run({ StackName, NextToken }, request) {
    const { items, nextToken } = numberedPage(resourcesOf(stackOf(context, StackName, request)), NextToken);
    return {
      StackResourceSummaries: items.map((moment) => ({
        ...common(moment),
        LastUpdatedTimestamp: new Date(moment.at),
        DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
      })),
      NextToken: nextToken,
    };
  },
});

/** "DescribeStackResources": the first hundred, or the one that is named. */
export const describeStackResources = (
  context: CloudFormationContext,
): Operation<DescribeStackResourcesInput, DescribeStackResourcesOutput> => ({
  access: ({ StackName }, request) => stackAccess(context, 'DescribeStackResources', StackName, request),

  run({ StackName, LogicalResourceId, PhysicalResourceId }, request) {
    if (StackName === undefined) {
      throw validationError(
        `'StackName' must be given on the local cloud, got PhysicalResourceId ${PhysicalResourceId}.`,
      );
    }
    const record = stackOf(context, StackName, request);
    const resources = resourcesOf(record).filter(
      ({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId,
    );
    if (LogicalResourceId !== undefined && resources.length === 0) {
      throw validationError(`Resource ${LogicalResourceId} does not exist for stack ${record.identity.stackName}`);
    }
    return {
      StackResources: resources.slice(0, 100).map((moment) => ({
        StackName: record.identity.stackName,
        StackId: record.identity.stackId,
        ...common(moment),
        Timestamp: new Date(moment.at),
        DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
      })),
    };
  },
});

/** What an update took out is no longer part of the stack; of a stack that is gone everything is told. */
function resourcesOf({
  resources,
  status = 'CREATE_IN_PROGRESS',
}: StackRecord): readonly StackMoment<ResourceStatus>[] {
  const gone = ['DELETE_COMPLETE', 'ROLLBACK_COMPLETE'].includes(status);
  return [...resources.values()].filter((moment) => gone || moment.status !== 'DELETE_COMPLETE');
}

const common = ({ logicalId, physicalId, type, status, reason }: StackMoment<ResourceStatus>) => ({
  LogicalResourceId: logicalId,
  PhysicalResourceId: physicalId,
  ResourceType: type,
  ResourceStatus: status,
  ResourceStatusReason: reason,
});
