import type { DescribeChangeSetInput, DescribeChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { tagList } from '../../../cloudformation/property-values';
import type { Operation } from '../../service';
import { changeSetAccess, changeSetOf } from '../change-set-of';
import type { CloudFormationContext } from '../context';

const NOTHING =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export const describeChangeSet = (
  context: CloudFormationContext,
): Operation<DescribeChangeSetInput, DescribeChangeSetOutput> => ({
  access: (input, request) => changeSetAccess(context, 'DescribeChangeSet', input, request),

  run(input, request) {
    const { id, name, description, createdAt, changes, list, isEmpty } = changeSetOf(context, input, request);
    const { identity, parameters, tags } = changes.request;
    return {
      ChangeSetName: name,
      ChangeSetId: id,
      StackId: identity.stackId,
      StackName: identity.stackName,
      Description: description,
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      CreationTime: new Date(createdAt),
      ExecutionStatus: isEmpty ? 'UNAVAILABLE' : 'AVAILABLE',
      Status: isEmpty ? 'FAILED' : 'CREATE_COMPLETE',
      StatusReason: isEmpty ? NOTHING : undefined,
      NotificationARNs: [],
      RollbackConfiguration: {},
      Tags: tagList(tags),
      Changes: [...list],
    };
  },
});
