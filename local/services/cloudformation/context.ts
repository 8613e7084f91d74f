import { parseArn, stackArn } from '../../../model/arn';
import type { CloudFormation, StackRecord } from '../../cloudformation';
import type { Kernel } from '../../kernel/kernel';
import type { Random } from '../../kernel/random';
import type { Access, Request } from '../service';
import type { ChangeSets } from './change-sets';
import { stackMissing } from './errors';

/** What each action of CloudFormation works with. */
export interface CloudFormationContext {
  readonly kernel: Kernel;
  readonly engine: CloudFormation;
  readonly changeSets: ChangeSets;
  /** Where the ids of change sets come from. */
  readonly random: Random;
}

export const findStack = (
  { engine }: CloudFormationContext,
  nameOrId: string | undefined,
  request: Request,
): StackRecord | undefined => (nameOrId === undefined ? undefined : engine.deployed.history.find(request, nameOrId));

/** @throws AwsError ValidationError when there is none */
export function stackOf(context: CloudFormationContext, nameOrId: string | undefined, request: Request): StackRecord {
  const record = findStack(context, nameOrId, request);
  if (record === undefined) throw stackMissing(nameOrId);
  return record;
}

/** Access to one stack, by its id; of one that is not there yet the id is any. */
export function stackAccess(
  context: CloudFormationContext,
  action: string,
  nameOrId: string | undefined,
  request: Request,
): Access {
  const { account, region } = request;
  const name = stackName(nameOrId);
  const resource =
    findStack(context, nameOrId, request)?.identity.stackId ?? stackArn({ account, region, name, id: '*' });
  return { action: `cloudformation:${action}`, resource, account };
}

/** IAM knows no resource for what is about all stacks. */
export const anyStack = (action: string, { account }: Request): Access => ({
  action: `cloudformation:${action}`,
  resource: '*',
  account,
});

/** Of a stack that is named by its ARN, too. */
export const stackName = (nameOrId = ''): string => parseArn(nameOrId)?.resource.split('/')[1] ?? nameOrId;
