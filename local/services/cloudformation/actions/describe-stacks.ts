import type { DescribeStacksInput, DescribeStacksOutput, Stack as StackAnswer } from '@aws-sdk/client-cloudformation';
import type { Stack, StackRecord } from '../../../cloudformation';
import { tagList } from '../../../cloudformation/property-values';
import type { Operation, Request } from '../../service';
import { anyStack, type CloudFormationContext, stackAccess, stackOf } from '../context';
import { numberedPage } from '../pages';
import { templateTexts } from '../stack-input';

/** A stack that is deleted is told of when it is asked for by its id. */
export const describeStacks = (
  context: CloudFormationContext,
): Operation<DescribeStacksInput, DescribeStacksOutput> => ({
  access: ({ StackName }, request) =>
    StackName === undefined
      ? anyStack('DescribeStacks', request)
      : stackAccess(context, 'DescribeStacks', StackName, request),

  run({ StackName, NextToken }, request) {
    if (StackName !== undefined) return { Stacks: [answer(context, stackOf(context, StackName, request), request)] };
    const records = context.engine.deployed.history.in(request).filter(({ isDeleted }) => !isDeleted);
    const { items, nextToken } = numberedPage([...records].reverse(), NextToken);
    return { Stacks: items.map((record) => answer(context, record, request)), NextToken: nextToken };
  },
});

function answer({ engine }: CloudFormationContext, record: StackRecord, request: Request): StackAnswer {
  const { stackId, stackName } = record.identity;
  const found = engine.deployed.find(request, stackName);
  const deployed = found?.stackId === stackId ? found : undefined;
  const { template, parameters = {}, tags = {} } = deployed ?? record.request ?? { template: {} };
  const { description, outputs } = templateTexts(template);
  return {
    StackId: stackId,
    StackName: stackName,
    Description: description,
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    CreationTime: new Date(record.createdAt),
    LastUpdatedTime: timeOf(record.begun('UPDATE')),
    DeletionTime: timeOf(record.begun('DELETE')),
    RollbackConfiguration: {},
    StackStatus: record.status,
    StackStatusReason: record.reason,
    DisableRollback: false,
    NotificationARNs: [],
    Outputs: outputsOf(deployed, outputs),
    Tags: tagList(tags),
    EnableTerminationProtection: false,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** While a stack is created it has none yet. */
function outputsOf(stack: Stack | undefined, descriptions: ReadonlyMap<string, string | undefined>) {
  if (stack === undefined) return undefined;
  const exportNames = new Map(Object.entries(stack.exports).map(([name, value]) => [value, name]));
  return Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({
    OutputKey,
    OutputValue,
    Description: descriptions.get(OutputKey),
    ExportName: exportNames.get(OutputValue),
  }));
}

const timeOf = (milliseconds: number | undefined): Date | undefined =>
  milliseconds === undefined ? undefined : new Date(milliseconds);
